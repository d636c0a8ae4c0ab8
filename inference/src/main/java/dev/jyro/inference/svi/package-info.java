/**
 * Stochastic variational inference: {@link dev.jyro.inference.svi.SVI} takes steps on an {@link
 * dev.jyro.inference.svi.ELBO}, for which a {@link dev.jyro.inference.svi.Run} draws particles.
 */
@NullMarked
package dev.jyro.inference.svi;

import org.jspecify.annotations.NullMarked;
