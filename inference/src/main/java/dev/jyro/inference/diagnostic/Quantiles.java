package dev.jyro.inference.diagnostic;

import dev.jyro.JyroException;

/**
 * Quantiles of draws, interpolated linearly: of n draws in ascending order the quantile at p is at
 * place {@code (n - 1) p}, counted from 0, as NumPy has it if not told otherwise.
 *
 * <p>Source: Hyndman and Fan 1996, Sample Quantiles in Statistical Packages, definition 7.
 */
final class Quantiles {
  private Quantiles() {}

  /** The quantile at p of numbers in ascending order. */
  static double ofSorted(double[] sorted, double p) {
    double place = (sorted.length - 1) * p;
    int lower = (int) place;
    double low = sorted[lower];
    return lower + 1 == sorted.length ? low : low + (place - lower) * (sorted[lower + 1] - low);
  }

  /** The same p, if it is a probability. */
  static double checked(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new JyroException("The quantile at %s. Needed: a probability, 0 to 1.".formatted(p));
    }
    return p;
  }
}
