package dev.jyro.tensor;

import java.util.function.DoubleUnaryOperator;

/**
 * Where a rising function is 0: by Newton's method, kept within a bracket that bisection halves.
 */
final class Root {
  private static final double PRECISION = 1e-15;
  private static final int ENOUGH = 300;

  private Root() {}

  /**
   * The root between two numbers.
   *
   * @param rising not greater than 0 at {@code low} and not less at {@code high}
   * @param slope its derivative
   */
  static double of(double low, double high, DoubleUnaryOperator rising, DoubleUnaryOperator slope) {
    double left = low;
    double right = high;
    double at = left + (right - left) / 2;
    for (int i = 0; i < ENOUGH; i++) {
      double height = rising.applyAsDouble(at);
      double step = height / slope.applyAsDouble(at);
      if (Math.abs(step) <= PRECISION * Math.max(1, Math.abs(at))) {
        return at - step;
      }
      if (height < 0) {
        left = at;
      } else {
        right = at;
      }
      double next = at - step;
      at = next > left && next < right ? next : left + (right - left) / 2;
    }
    return at;
  }
}
