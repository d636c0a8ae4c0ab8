package dev.jyro.examples.coin;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Beta;
import dev.jyro.examples.report.Estimate;
import dev.jyro.tensor.Tensor;

/**
 * The posterior of a {@link Coin} in closed form, in double precision.
 *
 * <p>{@code fairness | tosses ~ Beta(10 + heads, 10 + tails)}; the log evidence, in nats, is {@code
 * log B(10 + heads, 10 + tails) - log B(10, 10)}, of the tosses in their order.
 *
 * @param heads how often heads came
 * @param tails how often tails came
 */
record Exact(int heads, int tails) {
  static Beta prior() {
    return beta(Coin.PRIOR, Coin.PRIOR);
  }

  Beta posterior() {
    return beta(Coin.PRIOR + heads, Coin.PRIOR + tails);
  }

  /** The mean and the standard deviation. */
  static Estimate estimate(Beta beta) {
    return new Estimate(beta.mean().item(), Math.sqrt(beta.variance().item()));
  }

  double logEvidence() {
    return logBeta(Coin.PRIOR + heads, Coin.PRIOR + tails) - logBeta(Coin.PRIOR, Coin.PRIOR);
  }

  static Beta beta(double concentration1, double concentration0) {
    return Beta.of(number(concentration1), number(concentration0));
  }

  private static double logBeta(double a, double b) {
    return number(a).logBeta(number(b)).item();
  }

  private static Tensor number(double value) {
    return Tensor.scalar(value, DataType.FLOAT64);
  }
}
