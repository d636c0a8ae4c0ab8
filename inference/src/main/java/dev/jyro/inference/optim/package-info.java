/** Optimizers: one fused step over all parameters. */
@NullMarked
package dev.jyro.inference.optim;

import org.jspecify.annotations.NullMarked;
