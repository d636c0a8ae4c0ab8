package dev.jyro.examples.stage;

import java.util.Arrays;
import java.util.List;

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

  /** What is added up so far. */
  Sums sums() {
    return new Sums(loss, rows, Arrays.stream(nanos, 0, steps).boxed().toList());
  }

  /** Goes on adding to this. */
  void restore(Sums sums) {
    steps = sums.nanos().size();
    loss = sums.loss();
    rows = sums.rows();
    nanos = new long[Math.max(64, steps)];
    Arrays.setAll(nanos, i -> i < steps ? sums.nanos().get(i) : 0);
  }

  /**
   * What was added up.
   *
   * @param loss of all steps
   * @param rows of all steps
   * @param nanos of each step
   */
  record Sums(double loss, long rows, List<Long> nanos) {}

  Epoch epoch(long number) {
    long[] sorted = Arrays.copyOf(nanos, steps);
    Arrays.sort(sorted);
    double seconds = Arrays.stream(sorted).sum() / 1e9;
    return new Epoch(number, steps, -loss / rows, seconds, sorted[steps / 2] / 1e6);
  }
}
