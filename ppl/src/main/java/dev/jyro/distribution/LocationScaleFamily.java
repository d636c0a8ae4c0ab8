package dev.jyro.distribution;

/**
 * A distribution of {@code loc + scale z}, where z is distributed the same whatever those two are.
 *
 * <p>{@code p(x; loc, scale) = p((x - loc)/scale; 0, 1)/scale}
 *
 * <p>So what was drawn with one loc and scale can be moved and stretched to another: that is what
 * reparameterisations need. {@link Normal}, {@link StudentT}, {@link Cauchy}, {@link Laplace},
 * {@link AsymmetricLaplace}, {@link SoftLaplace}, {@link Logistic} and {@link Gumbel} are such. Of
 * numbers only: {@code toEvent} goes around it. Whoever writes one implements the three methods.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Casella and Berger, Statistical
 * Inference, 2002, section 3.5.
 */
public interface LocationScaleFamily extends Distribution {
  /** What is added; it broadcasts to the batch. */
  Operand loc();

  /** What z is multiplied with, greater than 0; it broadcasts to the batch. */
  Operand scale();

  /**
   * The same distribution of z, elsewhere.
   *
   * @return in this one's batch, or in the larger one that it and the two broadcast to
   */
  LocationScaleFamily at(Operand loc, Operand scale);
}
