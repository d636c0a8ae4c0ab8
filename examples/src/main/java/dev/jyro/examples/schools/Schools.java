package dev.jyro.examples.schools;

import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * What was measured in each school; Rubin 1981, Estimation in Parallel Randomized Experiments,
 * table 1.
 *
 * @param effects points of the test that coaching gave, shape {@code (8)}
 * @param errors the standard error of each, in the same unit and shape
 */
record Schools(Tensor effects, Tensor errors) {
  /** What the schools are called. */
  static final List<String> NAMES = List.of("A", "B", "C", "D", "E", "F", "G", "H");

  /** The eight experiments. */
  static Schools measured() {
    return new Schools(
        Tensor.of(28f, 8f, -3f, 7f, -1f, 1f, 18f, 12f),
        Tensor.of(15f, 10f, 16f, 11f, 9f, 11f, 10f, 18f));
  }
}
