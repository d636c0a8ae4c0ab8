package dev.jyro.examples.embedding;

import dev.jyro.random.Noise;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The plane in which points differ most, found by multiplying two directions with the covariance
 * again and again. Roughly, if variances are much alike; as a start that does.
 *
 * @param points about their mean
 * @param noise of the first directions, and of what parts points that coincide
 */
record PrincipalPlane(Points points, Noise noise) {
  private static final int ROUNDS = 50;

  /** The standard deviation along the first axis: small, so that all points feel each other. */
  private static final double SPREAD = 1e-4;

  private static final double JITTER = SPREAD / 100;

  /** The points projected, shrunk and shaken. */
  Tuple2<Axis, Axis> axes() {
    double[] first = random(noise.at("first"), points.dimension());
    double[] second = random(noise.at("second"), points.dimension());
    for (int round = 0; round < ROUNDS; round++) {
      first = normalised(spread(along(first)));
      second = normalised(without(first, spread(along(second))));
    }
    double[] across = along(first);
    double factor = factor(across);
    return Tuple.of(
        axis(across, factor, noise.at("x")), axis(along(second), factor, noise.at("y")));
  }

  private static Axis axis(double[] places, double factor, Noise noise) {
    double[] jitter = random(noise, places.length);
    return new Axis(
        IntStream.range(0, places.length)
            .mapToDouble(i -> factor * places[i] + JITTER * jitter[i])
            .toArray());
  }

  private static double factor(double[] places) {
    double deviation = Math.sqrt(dot(places, places) / places.length);
    return deviation > 0 ? SPREAD / deviation : 0;
  }

  /** Each point's part in a direction. */
  private double[] along(double[] direction) {
    double[] parts = new double[points.count()];
    for (int d = 0; d < direction.length; d++) {
      add(parts, direction[d], points.column(d));
    }
    return parts;
  }

  /** The direction that points with these parts have together. */
  private double[] spread(double[] parts) {
    return IntStream.range(0, points.dimension())
        .mapToDouble(d -> dot(points.column(d), parts))
        .toArray();
  }

  private static double[] without(double[] direction, double[] vector) {
    add(vector, -dot(direction, vector), direction);
    return vector;
  }

  private static double[] normalised(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    return Arrays.stream(vector).map(v -> length > 0 ? v / length : 0).toArray();
  }

  private static void add(double[] sum, double factor, double[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Uniform from -1 to 1. */
  private static double[] random(Noise noise, int count) {
    var generator = noise.generator();
    return IntStream.range(0, count).mapToDouble(i -> 2 * generator.nextDouble() - 1).toArray();
  }
}
