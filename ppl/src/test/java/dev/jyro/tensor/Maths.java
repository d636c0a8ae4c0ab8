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
