package dev.jyro.examples.embedding;

import java.util.Arrays;
import java.util.List;

/**
 * One coordinate of all points of the plane, on its way downhill.
 *
 * <p>A step follows the gradient with momentum, and with a gain for each point: it grows while the
 * gradient keeps its sign, against the velocity, and shrinks when it changes it.
 */
final class Axis {
  private static final double GROWTH = 0.2;
  private static final double SHRINKING = 0.8;
  private static final double LEAST_GAIN = 0.01;

  private final double[] places;
  private final double[] gradient;
  private final double[] velocity;
  private final double[] gains;

  /** Points at rest at these places, which become the axis's own. */
  Axis(double[] places) {
    this.places = places;
    this.gradient = new double[places.length];
    this.velocity = new double[places.length];
    this.gains = new double[places.length];
    Arrays.fill(gains, 1);
  }

  /** Where the points are. The array itself: read it only. */
  double[] places() {
    return places;
  }

  /** The gradient at each point. The array itself: read it only. */
  double[] gradient() {
    return gradient;
  }

  double gap(int point, int other) {
    return places[point] - places[other];
  }

  /** The gradient at a point starts anew. */
  void clear(int point) {
    gradient[point] = 0;
  }

  /** Adds to the gradient at a point. */
  void push(int point, double force) {
    gradient[point] += force;
  }

  void step(double rate, double momentum) {
    for (int i = 0; i < places.length; i++) {
      gains[i] = gain(i);
      velocity[i] = momentum * velocity[i] - rate * gains[i] * gradient[i];
      places[i] += velocity[i];
    }
    centre();
  }

  private double gain(int point) {
    boolean downhill = gradient[point] * velocity[point] < 0;
    double gain = downhill ? gains[point] + GROWTH : gains[point] * SHRINKING;
    return Math.max(gain, LEAST_GAIN);
  }

  /** Nothing but the mean is left to chance by the gradient, so it is held. */
  private void centre() {
    double mean = Arrays.stream(places).sum() / places.length;
    for (int i = 0; i < places.length; i++) {
      places[i] -= mean;
    }
  }

  List<Double> toList() {
    return Arrays.stream(places).boxed().toList();
  }
}
