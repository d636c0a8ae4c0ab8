package dev.jyro.inference.diagnostic;

import java.util.List;

/**
 * How well a model would predict new data: the expected log pointwise predictive density, in nats,
 * estimated from the data that it was fitted to.
 *
 * <p>{@code sum over data of log p(datum | other data)}. Greater is better; only differences
 * between models of the same data mean something, see {@link Comparison}.
 *
 * <p>Source: Vehtari, Gelman and Gabry 2017, Practical Bayesian model evaluation using
 * leave-one-out cross-validation and WAIC.
 */
public sealed interface ELPD permits LOO, WAIC {
  /** By datum, in the order of the data. */
  double[] pointwise();

  /** How many parameters the fit takes in effect: what it loses on data that it has not seen. */
  double effectiveParameters();

  /** What speaks against trusting the number; empty if nothing does. */
  List<String> warnings();

  /** The sum over the data, in nats. */
  default double total() {
    return Moments.sum(pointwise());
  }

  /** Of the total, by the spread over data: {@code sqrt(n variance)}, with divisor n - 1. */
  default double standardError() {
    return Moments.errorOfSum(pointwise());
  }
}
