package dev.jyro.examples.embedding;

import dev.jyro.examples.embedding.Points.Neighbour;
import java.util.Arrays;
import java.util.List;

/**
 * How near points are to each other: {@code p_ij}, symmetric, with the sum 1, and zero for most
 * pairs.
 *
 * @param matrix all of them
 */
record Affinities(SparseMatrix matrix) {

  static Affinities of(Points points, Perplexity perplexity, Workers workers) {
    int count = points.count();
    SparseMatrix.Row[] rows = new SparseMatrix.Row[count];
    workers.forEach(
        count,
        point -> rows[point] = row(points.nearest(point, perplexity.neighbours()), perplexity));
    SparseMatrix oneWay = SparseMatrix.of(Arrays.asList(rows));
    return new Affinities(oneWay.plus(oneWay.transposed()).times(1 / (2.0 * count)));
  }

  /** To whom one point listens. */
  private static SparseMatrix.Row row(List<Neighbour> nearest, Perplexity perplexity) {
    double[] distances = nearest.stream().mapToDouble(Neighbour::squaredDistance).toArray();
    return new SparseMatrix.Row(
        nearest.stream().mapToInt(Neighbour::point).toArray(), perplexity.probabilities(distances));
  }

  int points() {
    return matrix.size();
  }

  /** The force {@code Σ_j p_ij (y_i - y_j) / (1 + |y_i - y_j|²)} by which others pull a point. */
  void pull(int point, Axis x, Axis y, double factor) {
    double alongX = 0;
    double alongY = 0;
    for (int entry = matrix.start(point); entry < matrix.start(point + 1); entry++) {
      double dx = x.gap(point, matrix.column(entry));
      double dy = y.gap(point, matrix.column(entry));
      double strength = matrix.value(entry) / (1 + dx * dx + dy * dy);
      alongX += strength * dx;
      alongY += strength * dy;
    }
    x.push(point, factor * alongX);
    y.push(point, factor * alongY);
  }

  /**
   * The divergence {@code Σ p_ij log(p_ij / q_ij)} in nats.
   *
   * @param total the sum of {@code 1 / (1 + |y_i - y_j|²)} over all ordered pairs
   */
  double divergence(Axis x, Axis y, double total) {
    double sum = 0;
    for (int point = 0; point < points(); point++) {
      for (int entry = matrix.start(point); entry < matrix.start(point + 1); entry++) {
        double dx = x.gap(point, matrix.column(entry));
        double dy = y.gap(point, matrix.column(entry));
        double p = matrix.value(entry);
        sum += p > 0 ? p * Math.log(p * (1 + dx * dx + dy * dy) * total) : 0;
      }
    }
    return sum;
  }
}
