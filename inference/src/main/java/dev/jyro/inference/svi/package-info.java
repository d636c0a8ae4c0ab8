/** Stochastic variational inference and its objectives. */
@NullMarked
package dev.jyro.inference.svi;

import org.jspecify.annotations.NullMarked;
