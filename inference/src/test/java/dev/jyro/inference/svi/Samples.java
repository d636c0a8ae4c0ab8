package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * Independent draws of named vectors, whose means are known but for their standard errors.
 *
 * <p>A mean is accepted within {@link #ERRORS} standard errors, estimated from the draws: for some
 * dozens of seeded comparisons that is what chance allows, and no more.
 */
final class Samples {
  static final double ERRORS = 4.5;

  /** How exact expected values are, relative to their size: some are central differences. */
  private static final double EXPECTED = 1e-7;

  private final Map<String, List<double[]>> draws = new LinkedHashMap<>();

  void add(String name, double... draw) {
    draws.computeIfAbsent(name, n -> new ArrayList<>()).add(draw);
  }

  double mean(String name, int i) {
    return stream(name, i).average().orElseThrow();
  }

  double variance(String name, int i) {
    double mean = mean(name, i);
    List<double[]> all = all(name);
    return stream(name, i).map(x -> (x - mean) * (x - mean)).sum() / (all.size() - 1);
  }

  double standardError(String name, int i) {
    return Math.sqrt(variance(name, i) / all(name).size());
  }

  /**
   * Compares the mean with what it should be.
   *
   * @param atMost what the accepted error must not exceed, so that the test says something
   */
  void assertMean(String name, double atMost, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      double accepted = ERRORS * standardError(name, i) + EXPECTED * Math.abs(expected[i]);
      assertThat(accepted).as("accepted error of %s[%d]", name, i).isLessThan(atMost);
      assertThat(mean(name, i))
          .as("mean of %s[%d]", name, i)
          .isEqualTo(expected[i], within(accepted));
    }
  }

  private DoubleStream stream(String name, int i) {
    return all(name).stream().mapToDouble(draw -> draw[i]);
  }

  private List<double[]> all(String name) {
    return Objects.requireNonNull(draws.get(name));
  }
}
