package dev.jyro.examples.stage;

import java.util.Arrays;

/** Adds up the steps of an epoch. */
final class Tally {
  private long[] nanos = new long[64];
  private int steps;
  private double loss;
  private long rows;

  void add(double stepLoss, long stepRows, long stepNanos) {
    if (steps == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * steps);
    }
    nanos[steps++] = stepNanos;
    loss += stepLoss;
    rows += stepRows;
  }

  int steps() {
    return steps;
  }

  void clear() {
    steps = 0;
    loss = 0;
    rows = 0;
  }

  Epoch epoch(long number) {
    long[] sorted = Arrays.copyOf(nanos, steps);
    Arrays.sort(sorted);
    double seconds = Arrays.stream(sorted).sum() / 1e9;
    return new Epoch(number, steps, -loss / rows, seconds, sorted[steps / 2] / 1e6);
  }
}
