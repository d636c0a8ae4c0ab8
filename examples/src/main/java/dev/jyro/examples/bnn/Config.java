package dev.jyro.examples.bnn;

import dev.jyro.JyroException;

/**
 * How a {@link Network} is learnt.
 *
 * <p>Errors: {@link JyroException} unless there are two points or more, for there are two clumps.
 *
 * @param points how many there are to learn from
 * @param hidden numbers of the hidden layer
 * @param width the prior standard deviation of a layer's output
 * @param learningRate of Adam, at the beginning; it falls to 0 evenly
 * @param steps how many to take
 * @param draws of curves from the posterior
 * @param seed decides all randomness
 */
record Config(
    int points, int hidden, double width, double learningRate, int steps, int draws, long seed) {

  /** Checks the points. */
  Config {
    if (points < 2) {
      throw new JyroException(
          """
          bnn: too few points for two clumps.
            found   %d
            needed  at least 2
          Fix: give --points a greater number."""
              .formatted(points));
    }
  }

  /** Sixty points, twenty hidden numbers. */
  static Config defaults() {
    return new Config(60, 20, 4, 0.02, 6000, 500, 0);
  }
}
