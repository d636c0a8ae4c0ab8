package dev.jyro.inference.svi;

import dev.jyro.JyroException;

/**
 * A number for each step of training, such as how much a divergence counts.
 *
 * <p>Implementations give the same number for the same step, whoever asks, in whatever order.
 */
@FunctionalInterface
public interface Schedule {
  /** The number for a step; the first is step 0. */
  double at(int step);

  /** The same number always. */
  static Schedule constant(double number) {
    return step -> number;
  }

  /**
   * From one number to another in equal parts, and then the latter (Bowman et al. 2016, Generating
   * Sentences from a Continuous Space, section 3.1).
   *
   * @param steps the first step that has the latter number, from 1
   */
  static Schedule linear(double from, double to, int steps) {
    needPositive("linear", steps);
    return step -> step >= steps ? to : from + (to - from) * step / steps;
  }

  /**
   * Up from 0 to a number during the first half of each cycle, and then that number to its end (Fu
   * et al. 2019, Cyclical Annealing Schedule, section 4).
   *
   * @param steps how long a cycle is, from 2
   */
  static Schedule cyclical(double to, int steps) {
    needPositive("cyclical", steps / 2);
    return step -> to * Math.min(1, 2.0 * (step % steps) / steps);
  }

  private static void needPositive(String what, int steps) {
    if (steps < 1) {
      throw new JyroException("Schedule.%s: too few steps. Needed: at least 1.".formatted(what));
    }
  }
}
