package dev.jyro.examples.regression;

import dev.jyro.JyroException;

/**
 * How a {@link Regression} is done.
 *
 * @param points how many there are to learn from
 * @param heldOut how many more, to try the predictions on
 * @param particles draws of the guide in a step
 * @param learningRate of Adam, at the beginning; it falls to 0 evenly
 * @param steps how many to take with each guide
 * @param draws of the posterior and of predictions
 * @param seed decides all randomness
 */
record Config(
    int points, int heldOut, int particles, double learningRate, int steps, int draws, long seed) {

  /** A point of each group and one more: a group without points cannot be drawn. */
  private static final int FEWEST_POINTS = 3;

  /** With one draw there is no spread. */
  private static final int FEWEST_DRAWS = 2;

  /** Checks that there is enough of everything. */
  Config {
    need("--points", points, FEWEST_POINTS);
    need("--draws", draws, FEWEST_DRAWS);
  }

  private static void need(String option, int found, int least) {
    if (found < least) {
      throw new JyroException(
          "%s: found %d, needed at least %d. Fix: give more, or leave %1$s out."
              .formatted(option, found, least));
    }
  }

  /** About as many points as Pyro's tutorial has, two thirds of them on one line. */
  static Config defaults() {
    return new Config(150, 1000, 10, 0.1, 3000, 4000, 0);
  }
}
