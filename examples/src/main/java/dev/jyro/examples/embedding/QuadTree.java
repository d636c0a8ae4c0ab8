package dev.jyro.examples.embedding;

import java.util.stream.IntStream;

/**
 * Points of the plane in cells of cells, so that a far cell can act as one point: its points, all
 * at their mean.
 *
 * <p>A cell is as large as its points need. One that is wider than nothing is cut at its middle
 * both ways, into two to four cells that are not empty; so there are fewer than two cells a point,
 * and points that coincide share one. Cells stand in the order of a walk that goes deeper first,
 * with the place where the walk goes on if a cell's own are passed over: no stack is needed.
 *
 * <p>Threads: any number may read; one at a time may build, and nobody reads then.
 */
final class QuadTree {
  /** For a cell of points that coincide: it acts as one at any distance. */
  private static final double ANY = -1;

  private final double squaredTheta;
  private final int[] order;
  private final double[] meanX;
  private final double[] meanY;
  private final double[] weight;

  /** Beyond this squared distance, a cell acts as one point. */
  private final double[] reach;

  private final int[] next;
  private int size;

  QuadTree(int points, double theta) {
    squaredTheta = theta * theta;
    order = IntStream.range(0, points).toArray();
    meanX = new double[2 * points];
    meanY = new double[2 * points];
    weight = new double[2 * points];
    reach = new double[2 * points];
    next = new int[2 * points];
  }

  /** Puts points into cells. */
  void build(double[] x, double[] y) {
    size = 0;
    grow(x, y, 0, order.length);
  }

  /** The point at a place in an order in which near points follow each other. */
  int inOrder(int place) {
    return order[place];
  }

  /**
   * How all points push one, over {@code q = 1 / (1 + |y_i - y_j|²)}: {@code Σ_j q}, which counts
   * the point itself with 1, and {@code Σ_j q² (y_i - y_j)}.
   */
  void push(int point, double[] x, double[] y, Repulsion to) {
    double total = 0;
    double alongX = 0;
    double alongY = 0;
    int cell = 0;
    while (cell < size) {
      double dx = x[point] - meanX[cell];
      double dy = y[point] - meanY[cell];
      double squared = dx * dx + dy * dy;
      if (squared > reach[cell]) {
        double q = 1 / (1 + squared);
        double share = weight[cell] * q;
        total += share;
        alongX += share * q * dx;
        alongY += share * q * dy;
        cell = next[cell];
      } else {
        cell++;
      }
    }
    to.set(point, total, alongX, alongY);
  }

  /** Makes a cell of the points in these places, and its own. */
  private void grow(double[] x, double[] y, int from, int to) {
    int cell = size++;
    Span across = Span.of(x, order, from, to);
    Span down = Span.of(y, order, from, to);
    weight[cell] = to - from;
    meanX[cell] = across.mean();
    meanY[cell] = down.mean();
    double width = Math.max(across.width(), down.width());
    reach[cell] = width > 0 ? width * width / squaredTheta : ANY;
    if (width > 0) {
      cut(x, y, from, to, across.middle(), down.middle());
    }
    next[cell] = size;
  }

  private void cut(double[] x, double[] y, int from, int to, double middleX, double middleY) {
    int half = part(y, from, to, middleY);
    int quarter = part(x, from, half, middleX);
    int last = part(x, half, to, middleX);
    growUnlessEmpty(x, y, from, quarter);
    growUnlessEmpty(x, y, quarter, half);
    growUnlessEmpty(x, y, half, last);
    growUnlessEmpty(x, y, last, to);
  }

  private void growUnlessEmpty(double[] x, double[] y, int from, int to) {
    if (from < to) {
      grow(x, y, from, to);
    }
  }

  /** Brings the points up to a bound before those beyond it, and says where these start. */
  private int part(double[] coordinate, int from, int to, double bound) {
    int start = from;
    for (int i = from; i < to; i++) {
      int point = order[i];
      if (coordinate[point] <= bound) {
        order[i] = order[start];
        order[start++] = point;
      }
    }
    return start;
  }
}
