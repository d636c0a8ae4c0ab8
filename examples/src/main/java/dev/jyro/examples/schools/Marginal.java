package dev.jyro.examples.schools;

import dev.jyro.inference.diagnostic.Summary;
import java.util.Locale;

/**
 * What is believed of a number.
 *
 * @param mean its mean
 * @param sd its standard deviation
 * @param low the quantile at 5 %
 * @param high the quantile at 95 %
 */
record Marginal(double mean, double sd, double low, double high) {
  static Marginal of(Summary.Row row) {
    return new Marginal(row.mean(), row.sd(), row.low(), row.high());
  }

  /** Mean and, in brackets, standard deviation. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f (%.2f)", mean, sd);
  }
}
