package dev.jyro.inference.svi;

import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;

/**
 * Two draws of z ~ N(loc, scale), weighed by a joint log density of z. Means are integrals over two
 * normal numbers, by the trapezoidal rule, which for smooth functions under a normal density errs
 * by far less than it is asked for.
 *
 * @param factor what all log densities are multiplied with
 * @param target the joint log density
 */
record NormalPair(double factor, Target target) implements Bound.Pair {
  private static final double STEP = 0.25;
  private static final int HALF = 32;
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  /** A joint log density. */
  @FunctionalInterface
  interface Target {
    double logDensity(double z);
  }

  /** The log density of N(loc, scale). */
  static double logNormal(double x, double loc, double scale) {
    double z = (x - loc) / scale;
    return -z * z / 2 - Math.log(scale) - HALF_LOG_2PI;
  }

  @Override
  public double mean(
      Map<String, double[]> drawn,
      Map<String, double[]> moved,
      ToDoubleBiFunction<double[], double[]> function) {
    double sum = 0;
    for (int i = -HALF; i <= HALF; i++) {
      for (int j = -HALF; j <= HALF; j++) {
        double mass = Math.exp(logNormal(STEP * i, 0, 1) + logNormal(STEP * j, 0, 1));
        double[] z = {draw(STEP * i, drawn), draw(STEP * j, drawn)};
        double[] weights = {weight(z[0], drawn), weight(z[1], drawn)};
        double[] logQ = {logQ(z[0], moved), logQ(z[1], moved)};
        sum += STEP * STEP * mass * function.applyAsDouble(weights, logQ);
      }
    }
    return sum;
  }

  private static double draw(double noise, Map<String, double[]> at) {
    return at(at, "loc") + at(at, "scale") * noise;
  }

  private double weight(double z, Map<String, double[]> at) {
    return factor * target.logDensity(z) - logQ(z, at);
  }

  private double logQ(double z, Map<String, double[]> at) {
    return factor * logNormal(z, at(at, "loc"), at(at, "scale"));
  }

  private static double at(Map<String, double[]> at, String name) {
    return Objects.requireNonNull(at.get(name))[0];
  }
}
