package dev.jyro.examples.regression;

import dev.jyro.distribution.StudentT;
import dev.jyro.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Between what heights points are expected, at each place.
 *
 * @param quantiles at 5, 25, 50, 75 and 95 per cent, shape {@code (5, n)}
 */
record Bands(Tensor quantiles) {
  private static final double[] AT = {0.05, 0.25, 0.5, 0.75, 0.95};

  /** From draws of predictions, shape {@code (draws, n)}. */
  static Bands of(Tensor draws) {
    return new Bands(draws.quantile(Tensor.of(AT).to(draws.dataType()), 0));
  }

  /** In closed form. */
  static Bands of(StudentT predicted) {
    return new Bands(predicted.icdf(Tensor.of(AT).unsqueeze(-1)));
  }

  /** One of the five curves. */
  Tensor curve(int number) {
    return quantiles.select(0, number);
  }

  /** The share of points within each band. */
  Map<String, Double> coverage(Tensor heights) {
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("50%", within(heights, 1, 3));
    shares.put("90%", within(heights, 0, 4));
    return shares;
  }

  private double within(Tensor heights, int lower, int upper) {
    double[] low = curve(lower).toDoubles();
    double[] high = curve(upper).toDoubles();
    double[] found = heights.toDoubles();
    int inside = 0;
    for (int i = 0; i < found.length; i++) {
      inside += found[i] >= low[i] && found[i] <= high[i] ? 1 : 0;
    }
    return (double) inside / found.length;
  }
}
