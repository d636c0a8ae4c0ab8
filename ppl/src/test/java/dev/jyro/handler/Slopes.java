package dev.jyro.handler;

import java.util.function.DoubleUnaryOperator;

/**
 * The slope of a function at 0 by central differences, extrapolated to a step of 0 (Ridders 1982).
 *
 * <p>Central differences are off by {@code c2 h² + c4 h⁴ + …} and by rounding, {@code ε |f| / h}.
 * Each step is a quarter of the one before; Neville's scheme takes out one power of h² after the
 * other, and the estimate is the entry of the scheme that differs least from its neighbours. By how
 * much it does is the error, or what rounding makes of the function's size, if that is more: it has
 * both parts in it, and shows a kink between the steps, too.
 *
 * <p>A kink within the smallest step all differences straddle alike. Then the slopes on the right
 * and on the left differ by as much for each step, where those of a smooth function differ by
 * {@code h f''}, a quarter for each next one; and the error is told as infinite.
 *
 * @param slope the estimate
 * @param error its error
 */
record Slopes(double slope, double error) {
  private static final int STEPS = 4;
  private static final double LARGEST = 1.0 / 64;

  /** Slopes on either side that differ by less do so by rounding. */
  private static final double KINK = 1e-6;

  static Slopes of(DoubleUnaryOperator function) {
    double[][] scheme = new double[STEPS][STEPS];
    Slopes best = new Slopes(Double.NaN, Double.POSITIVE_INFINITY);
    double middle = function.applyAsDouble(0);
    double bend = Double.POSITIVE_INFINITY;
    boolean isKinked = false;
    for (int i = 0; i < STEPS; i++) {
      double h = LARGEST * Math.pow(4, -i);
      double right = function.applyAsDouble(h);
      double left = function.applyAsDouble(-h);
      scheme[i][0] = (right - left) / (2 * h);
      double narrower = Math.abs(right - middle + left - middle) / h;
      isKinked |= narrower > bend / 2 && narrower > KINK * Math.max(1, Math.abs(scheme[i][0]));
      bend = narrower;
      double rounding = (Math.ulp(right) + Math.ulp(left)) / h;
      for (int j = 1; j <= i; j++) {
        double power = Math.pow(16, j);
        scheme[i][j] = (power * scheme[i][j - 1] - scheme[i - 1][j - 1]) / (power - 1);
        best = best.or(scheme[i][j], scheme[i][j - 1], scheme[i - 1][j - 1], rounding);
      }
    }
    return isKinked ? new Slopes(best.slope, Double.POSITIVE_INFINITY) : best;
  }

  private Slopes or(double slope, double left, double above, double rounding) {
    double error = Math.max(rounding, Math.max(Math.abs(slope - left), Math.abs(slope - above)));
    return error < this.error ? new Slopes(slope, error) : this;
  }
}
