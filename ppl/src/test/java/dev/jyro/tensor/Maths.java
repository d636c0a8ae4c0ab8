package dev.jyro.tensor;

import java.util.stream.DoubleStream;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.InverseErfc;

/** Functions that {@link Math} lacks, by their textbook formulas. */
final class Maths {
  private static final double FAR = 20;

  private Maths() {}

  /** Stirling's series, reached by the recurrence. */
  static double lgamma(double x) {
    if (x < FAR) {
      return lgamma(x + 1) - Math.log(x);
    }
    double y = 1 / (x * x);
    double series = (1 / 12.0 - y * (1 / 360.0 - y * (1 / 1260.0 - y / 1680.0))) / x;
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
  }

  /** The asymptotic series, reached by the recurrence. */
  static double digamma(double x) {
    if (x < FAR) {
      return digamma(x + 1) - 1 / x;
    }
    double y = 1 / (x * x);
    double series = y * (1 / 12.0 - y * (1 / 120.0 - y * (1 / 252.0 - y * (1 / 240.0 - y / 132))));
    return Math.log(x) - 0.5 / x - series;
  }

  /** The asymptotic series, reached by the recurrence. */
  static double trigamma(double x) {
    if (x < FAR) {
      return trigamma(x + 1) + 1 / (x * x);
    }
    double y = 1 / (x * x);
    double series = y * (1 / 6.0 - y * (1 / 30.0 - y * (1 / 42.0 - y * (1 / 30.0 - y * 5 / 66))));
    return 1 / x + y / 2 + series / x;
  }

  static double erf(double x) {
    return Erf.value(x);
  }

  static double erfc(double x) {
    return Erfc.value(x);
  }

  static double ndtr(double x) {
    return 0.5 * Erfc.value(-x / Math.sqrt(2));
  }

  static double ndtri(double p) {
    return -Math.sqrt(2) * InverseErfc.value(2 * p);
  }

  /**
   * The scaled modified Bessel function, by its integral, which the trapezoidal rule has exactly.
   */
  static double besselE(int order, double x) {
    int steps = 400;
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      double t = 2 * Math.PI * i / steps;
      sum += Math.exp(x * Math.cos(t) - Math.abs(x)) * Math.cos(order * t);
    }
    return sum / steps;
  }

  /** The density's integral from -π, by Simpson's rule. */
  static double vonMisesCdf(double concentration, double angle) {
    int steps = 20_000;
    double width = (angle + Math.PI) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
      sum += weight * Math.exp(concentration * (Math.cos(i * width - Math.PI) - 1));
    }
    return sum * width / 3 / (2 * Math.PI * besselE(0, concentration));
  }

  /** The integral, by Simpson's rule. */
  static double logTruncatedMass(double low, double high) {
    int steps = 20_000;
    double peak = Math.min(Math.max(low, 0), high);
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
      double t = low + (high - low) * i / steps;
      sum += weight * Math.exp((peak * peak - t * t) / 2);
    }
    return Math.log(sum * (high - low) / steps / 3);
  }

  static double truncatedNormalIcdf(double low, double high, double p) {
    return ndtri(ndtr(low) + p * (ndtr(high) - ndtr(low)));
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  static double logSumExp(double... x) {
    double top = DoubleStream.of(x).max().orElse(0);
    return top + Math.log(DoubleStream.of(x).map(v -> Math.exp(v - top)).sum());
  }

  static double mean(double... x) {
    return DoubleStream.of(x).average().orElse(Double.NaN);
  }

  static double variance(double... x) {
    double mean = mean(x);
    return DoubleStream.of(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
  }
}
