package dev.jyro.inference.optim;

import ai.djl.training.tracker.Tracker;
import dev.jyro.JyroException;

/**
 * The learning rate at each step: a number in double precision, or one of DJL's schedules.
 *
 * @see Tracker
 */
@FunctionalInterface
public interface LearningRate {
  /** The rate for a step; the first is step 0. */
  double at(int step);

  /**
   * The same rate always.
   *
   * @throws JyroException if it is negative or not a number
   */
  static LearningRate constant(double rate) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw new JyroException(
          "learning rate: %s. Needed: a number that is 0 or greater.".formatted(rate));
    }
    return step -> rate;
  }

  /** The rate that the schedule says; DJL's are float32. */
  static LearningRate of(Tracker tracker) {
    return step -> tracker.getNewValue(step);
  }
}
