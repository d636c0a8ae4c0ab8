/**
 * Optimizers: {@link dev.jyro.inference.optim.Adam}, {@link dev.jyro.inference.optim.ClippedAdam},
 * {@link dev.jyro.inference.optim.SGD}, each one fused call over all parameters; and learning
 * rates.
 */
@NullMarked
package dev.jyro.inference.optim;

import org.jspecify.annotations.NullMarked;
