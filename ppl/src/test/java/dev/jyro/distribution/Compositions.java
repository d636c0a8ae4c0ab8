package dev.jyro.distribution;

import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The ways to write a number as a sum of three counts. */
final class Compositions {
  private Compositions() {}

  /** One a row, float64. */
  static Tensor ofThree(int total) {
    List<Double> numbers = new ArrayList<>();
    for (double i = 0; i <= total; i++) {
      for (double j = 0; i + j <= total; j++) {
        numbers.addAll(List.of(i, j, total - i - j));
      }
    }
    return Tensor.of(Example.array(numbers), Shapes.of(numbers.size() / 3, 3));
  }
}
