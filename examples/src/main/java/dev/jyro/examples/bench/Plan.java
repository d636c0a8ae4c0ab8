package dev.jyro.examples.bench;

import java.time.Duration;

/**
 * How often something is run to find out how long it takes.
 *
 * @param warmUp steps before the clock counts, so that the compiler has seen them
 * @param rounds how often it is the turn of each of those that are compared
 * @param steps steps in one turn
 * @param unit what one measurement is of
 * @param limit no round begins after so much measuring, but for the first
 */
record Plan(int warmUp, int rounds, int steps, Unit unit, Duration limit) {
  private static final Duration ENDLESS = Duration.ofDays(1);

  /** What one measurement is of. */
  enum Unit {
    /** Each step by itself. */
    STEP,
    /** The mean over the steps of a turn, for steps that are short beside the clock. */
    TURN
  }

  static Plan byTurn(int warmUp, int rounds, int steps) {
    return new Plan(warmUp, rounds, steps, Unit.TURN, ENDLESS);
  }

  static Plan byStep(int warmUp, int rounds, int steps) {
    return new Plan(warmUp, rounds, steps, Unit.STEP, ENDLESS);
  }
}
