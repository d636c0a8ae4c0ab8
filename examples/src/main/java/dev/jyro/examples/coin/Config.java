package dev.jyro.examples.coin;

import dev.jyro.JyroException;

/**
 * What was seen of a {@link Coin}, and how to learn from it.
 *
 * <p>Errors: {@link JyroException} unless there is a toss.
 *
 * @param heads how often heads came
 * @param tails how often tails came
 * @param particles draws of the guide in a step
 * @param learningRate of Adam
 * @param steps how many to take
 * @param seed decides all randomness
 */
record Config(int heads, int tails, int particles, double learningRate, int steps, long seed) {

  /** Checks the tosses. */
  Config {
    if (heads < 0 || tails < 0 || heads + tails == 0) {
      throw new JyroException(
          """
          coin: nothing to learn from.
            found   %d heads and %d tails
            needed  at least one toss
          Fix: give --heads or --tails a number from 1."""
              .formatted(heads, tails));
    }
  }

  /** The tosses of Pyro's tutorial. */
  static Config defaults() {
    return new Config(6, 4, 20, 0.005, 3000, 0);
  }
}
