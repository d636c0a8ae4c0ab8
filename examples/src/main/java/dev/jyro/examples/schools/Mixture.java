package dev.jyro.examples.schools;

import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/** A mixture of normal distributions of one number; a standard deviation may be 0. */
final class Mixture {
  private static final int HALVINGS = 60;

  private final double[] weights;
  private final double[] means;
  private final double[] sds;

  /**
   * As many of each.
   *
   * @param weights how much of each, their sum is 1
   * @param means of each
   * @param sds the standard deviation of each
   */
  Mixture(double[] weights, double[] means, double[] sds) {
    this.weights = weights;
    this.means = means;
    this.sds = sds;
  }

  /** Its mean, standard deviation and quantiles, exact up to rounding. */
  Marginal marginal() {
    return new Marginal(mean(), sd(), quantile(0.05), quantile(0.95));
  }

  double mean() {
    double mean = 0;
    for (int i = 0; i < weights.length; i++) {
      mean += weights[i] * means[i];
    }
    return mean;
  }

  private double sd() {
    double mean = mean();
    double variance = 0;
    for (int i = 0; i < weights.length; i++) {
      variance += weights[i] * (sds[i] * sds[i] + (means[i] - mean) * (means[i] - mean));
    }
    return Math.sqrt(variance);
  }

  /** By halving an interval that holds it for certain. */
  private double quantile(double probability) {
    double width = sd() / Math.min(probability, 1 - probability); // Chebyshev, and to spare
    double low = mean() - width;
    double high = mean() + width;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (cdf(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private double cdf(double x) {
    double[] z = new double[weights.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = sds[i] > 0 ? (x - means[i]) / sds[i] : Math.signum(x - means[i]) / 0.0;
    }
    try (TensorScope scope = TensorScope.open()) {
      return Tensor.of(z).ndtr().mul(Tensor.of(weights)).sum().item();
    }
  }
}
