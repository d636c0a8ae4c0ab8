package dev.jyro.examples.embedding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The points to be embedded, about their mean; one array for each dimension, so that loops over all
 * points run through memory.
 */
final class Points {
  private static final Comparator<Neighbour> FARTHEST_FIRST =
      Comparator.comparingDouble(Neighbour::squaredDistance)
          .thenComparingInt(Neighbour::point)
          .reversed();

  private final double[][] columns;
  private final int count;

  private Points(double[][] columns, int count) {
    this.columns = columns;
    this.count = count;
  }

  /** A point near another. */
  record Neighbour(int point, double squaredDistance) {}

  /** Checks and copies points of shape {@code (n, dimension)}, flattened. */
  static Points of(float[] values, int dimension) {
    needWhole(values.length, dimension);
    double[][] columns = new double[dimension][values.length / dimension];
    for (int i = 0; i < values.length; i++) {
      needFinite(values[i], i, dimension);
      columns[i % dimension][i / dimension] = values[i];
    }
    for (double[] column : columns) {
      centre(column);
    }
    return new Points(columns, values.length / dimension);
  }

  int count() {
    return count;
  }

  int dimension() {
    return columns.length;
  }

  /** One dimension of all points, about its mean. The array itself: read it only. */
  double[] column(int dimension) {
    return columns[dimension];
  }

  /** The nearest points to one, without itself, in the order of their numbers. */
  List<Neighbour> nearest(int point, int howMany) {
    double[] distances = squaredDistances(point);
    var nearest = new PriorityQueue<Neighbour>(howMany, FARTHEST_FIRST);
    double reach = Double.POSITIVE_INFINITY;
    for (int other = 0; other < count; other++) {
      if (other != point && (nearest.size() < howMany || distances[other] < reach)) {
        reach = admit(new Neighbour(other, distances[other]), nearest, howMany);
      }
    }
    return nearest.stream().sorted(Comparator.comparingInt(Neighbour::point)).toList();
  }

  /** How far away the farthest is then. */
  private static double admit(Neighbour one, PriorityQueue<Neighbour> nearest, int howMany) {
    if (nearest.size() == howMany) {
      nearest.remove();
    }
    nearest.add(one);
    return nearest.element().squaredDistance();
  }

  private double[] squaredDistances(int point) {
    double[] sum = new double[count];
    for (double[] column : columns) {
      double here = column[point];
      for (int other = 0; other < sum.length; other++) {
        double difference = column[other] - here;
        sum[other] += difference * difference;
      }
    }
    return sum;
  }

  private static void centre(double[] column) {
    double mean = Arrays.stream(column).average().orElseThrow();
    for (int i = 0; i < column.length; i++) {
      column[i] -= mean;
    }
  }

  private static void needWhole(int length, int dimension) {
    if (dimension < 1 || length == 0 || length % dimension != 0) {
      throw new IllegalArgumentException(
          "t-SNE: %d numbers for points of dimension %d. Needed: a dimension of at least 1, and as many numbers for each point, one point after the other."
              .formatted(length, dimension));
    }
  }

  private static void needFinite(float value, int index, int dimension) {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException(
          "t-SNE: number %d of point %d is %s. Needed: finite numbers. Fix: see where it comes from, or leave the point out."
              .formatted(index % dimension, index / dimension, value));
    }
  }
}
