package dev.jyro.examples.report;

import java.util.Arrays;
import java.util.Locale;

/**
 * A number that is not known exactly.
 *
 * @param mean what is expected
 * @param sd the standard deviation, in the number's own unit; of a computed mean, its standard
 *     error
 */
public record Estimate(double mean, double sd) {

  /** Of a number of which there are draws. */
  public static Estimate of(double[] draws) {
    double mean = Arrays.stream(draws).average().orElseThrow();
    double squares = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum();
    return new Estimate(mean, Math.sqrt(squares / Math.max(1, draws.length - 1)));
  }

  /** Of the mean of independent draws. */
  public static Estimate ofMean(double[] draws) {
    Estimate one = of(draws);
    return new Estimate(one.mean, one.sd / Math.sqrt(draws.length));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f ± %.4f", mean, sd);
  }
}
