package dev.jyro.examples.embedding;

import java.util.Arrays;

/** How all points push each one, and how strongly all do together. */
final class Repulsion {
  private final double[] totals;
  private final double[] alongX;
  private final double[] alongY;

  Repulsion(int points) {
    totals = new double[points];
    alongX = new double[points];
    alongY = new double[points];
  }

  void set(int point, double total, double x, double y) {
    totals[point] = total;
    alongX[point] = x;
    alongY[point] = y;
  }

  /** The sum of {@code 1 / (1 + |y_i - y_j|²)} over all ordered pairs of two points. */
  double total() {
    return Arrays.stream(totals).sum() - totals.length;
  }

  void push(int point, Axis x, Axis y, double factor) {
    x.push(point, factor * alongX[point]);
    y.push(point, factor * alongY[point]);
  }
}
