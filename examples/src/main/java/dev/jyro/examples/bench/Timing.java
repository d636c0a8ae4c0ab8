package dev.jyro.examples.bench;

import java.util.Arrays;
import java.util.List;

/**
 * How long the steps of a contender took.
 *
 * @param mode the contender
 * @param nanos measurements, in nanoseconds a step
 * @param bytes what a step takes of Java's heap, in bytes
 */
record Timing(String mode, List<Double> nanos, double bytes) {
  double medianNanos() {
    return median(nanos);
  }

  double minNanos() {
    return nanos.stream().mapToDouble(x -> x).min().orElse(Double.NaN);
  }

  double medianMicros() {
    return medianNanos() / 1e3;
  }

  double minMicros() {
    return minNanos() / 1e3;
  }

  /** The upper one of two in the middle. */
  static double median(List<Double> numbers) {
    double[] sorted = numbers.stream().mapToDouble(x -> x).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
