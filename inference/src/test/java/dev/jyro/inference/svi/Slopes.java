package dev.jyro.inference.svi;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Central differences of functions of named numbers. */
final class Slopes {
  private static final double STEP = 1e-5;

  private Slopes() {}

  /** The derivative by one of the numbers. */
  static double by(
      String name, Map<String, double[]> at, ToDoubleFunction<Map<String, double[]>> function) {
    double above = function.applyAsDouble(moved(name, at, STEP));
    double below = function.applyAsDouble(moved(name, at, -STEP));
    return (above - below) / (2 * STEP);
  }

  private static Map<String, double[]> moved(String name, Map<String, double[]> at, double by) {
    Map<String, double[]> moved = new HashMap<>(at);
    moved.put(name, new double[] {Objects.requireNonNull(at.get(name))[0] + by});
    return moved;
  }
}
