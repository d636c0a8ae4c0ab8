package dev.jyro.tensor;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Gauss and Legendre's rule for integrals from 0 to 1: the sum of {@code weight f(node)} is exact
 * for polynomials of degree below twice the number of nodes.
 *
 * <p>The nodes are the roots of a Legendre polynomial, found by Newton's method from a cosine: DLMF
 * 3.5.15, 18.9.1 and 18.16.5.
 */
final class GaussLegendre {
  private static final int STEPS = 10;

  private final double[] nodes;
  private final double[] weights;

  GaussLegendre(int count) {
    nodes = new double[count];
    weights = new double[count];
    for (int k = 0; k < count; k++) {
      double x = Math.cos(Math.PI * (k + 0.75) / (count + 0.5));
      for (int i = 0; i < STEPS; i++) {
        x -= value(count, x) / slope(count, x);
      }
      double slope = slope(count, x);
      nodes[k] = (1 - x) / 2;
      weights[k] = 1 / ((1 - x * x) * slope * slope);
    }
  }

  /** The Legendre polynomial of this degree. */
  private static double value(int degree, double x) {
    double before = 0;
    double last = 1;
    for (int n = 0; n < degree; n++) {
      double next = ((2 * n + 1) * x * last - n * before) / (n + 1);
      before = last;
      last = next;
    }
    return last;
  }

  private static double slope(int degree, double x) {
    return degree * (value(degree - 1, x) - x * value(degree, x)) / (1 - x * x);
  }

  /** Where to evaluate, between 0 and 1. */
  double[] nodes() {
    return nodes.clone();
  }

  /** What each value counts; they sum to 1. */
  double[] weights() {
    return weights.clone();
  }

  /** The integral from 0 to 1. */
  double integral(DoubleUnaryOperator function) {
    double[] parts = new double[nodes.length];
    Arrays.setAll(parts, k -> weights[k] * function.applyAsDouble(nodes[k]));
    return Arrays.stream(parts).sum();
  }
}
