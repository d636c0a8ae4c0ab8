package dev.jyro.inference.diagnostic;

import java.util.Arrays;

/** Means and variances of numbers, summed twice: once for the mean, once around it. */
final class Moments {
  private Moments() {}

  static double sum(double[] numbers) {
    return Arrays.stream(numbers).sum();
  }

  static double mean(double[] numbers) {
    return sum(numbers) / numbers.length;
  }

  /** With divisor n - 1. */
  static double variance(double[] numbers) {
    double mean = mean(numbers);
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    return squares / (numbers.length - 1);
  }

  /** The logarithm of the sum of the exponentials. */
  static double logSumExp(double[] numbers) {
    double greatest = Arrays.stream(numbers).max().orElse(Double.NEGATIVE_INFINITY);
    if (Double.isInfinite(greatest)) {
      return greatest;
    }
    return greatest + Math.log(Arrays.stream(numbers).map(x -> Math.exp(x - greatest)).sum());
  }

  /** The standard error of a sum over independent data, {@code sqrt(n variance)}. */
  static double errorOfSum(double[] numbers) {
    return Math.sqrt(numbers.length * variance(numbers));
  }
}
