package dev.jyro;

import java.util.List;
import java.util.Locale;

/**
 * How fast something grows: the slope of a straight line through points by least squares, and its
 * standard error.
 *
 * <p>Resident memory comes in stairs, so a point differs from the line as its neighbour does. The
 * error of independent points is therefore multiplied by {@code sqrt((1 + r) / (1 - r))}, where r
 * is the correlation of neighbouring residuals, if that is positive: what it is for an
 * autoregression of first order.
 *
 * @param slope units of y for each of x
 * @param error the slope's standard error
 */
public record Trend(double slope, double error) {
  /** Of these points, three at least, their x not all equal. */
  public static Trend of(List<Double> x, List<Double> y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < x.size(); i++) {
      xx += (x.get(i) - meanX) * (x.get(i) - meanX);
      xy += (x.get(i) - meanX) * (y.get(i) - meanY);
    }
    double slope = xy / xx;
    double[] residuals = new double[x.size()];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = y.get(i) - meanY - slope * (x.get(i) - meanX);
    }
    return new Trend(slope, Math.sqrt(variance(residuals) / xx) * inflation(residuals));
  }

  /** The largest slope that is not refuted: three standard errors on, one chance in 700. */
  public double atMost() {
    return slope + 3 * error;
  }

  /** The smallest. */
  public double atLeast() {
    return slope - 3 * error;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f ± %.2f", slope, error);
  }

  private static double mean(List<Double> all) {
    return all.stream().mapToDouble(each -> each).average().orElseThrow();
  }

  private static double variance(double[] residuals) {
    return squares(residuals) / (residuals.length - 2);
  }

  private static double inflation(double[] residuals) {
    double both = 0;
    for (int i = 1; i < residuals.length; i++) {
      both += residuals[i] * residuals[i - 1];
    }
    double all = squares(residuals);
    double r = all == 0 ? 0 : Math.min(Math.max(0, both / all), 0.99);
    return Math.sqrt((1 + r) / (1 - r));
  }

  private static double squares(double[] residuals) {
    double sum = 0;
    for (double each : residuals) {
      sum += each * each;
    }
    return sum;
  }
}
