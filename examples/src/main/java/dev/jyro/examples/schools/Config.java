package dev.jyro.examples.schools;

import dev.jyro.JyroException;

/**
 * What a {@link Comparison} takes.
 *
 * @param steps steps of each training
 * @param particles draws of the guide in each step
 * @param learningRate of Adam at the first step; it falls to a hundredth of it
 * @param draws of each fitted guide, for its table and its k-hat; at least {@value #FEWEST}
 * @param seed decides all randomness
 */
record Config(int steps, int particles, double learningRate, int draws, long seed) {
  /** With fewer, the tail of the importance weights says nothing. */
  static final int FEWEST = 100;

  /** Checks the number of draws. */
  Config {
    if (draws < FEWEST) {
      throw new JyroException(
          "--draws: found %d, needed at least %d, or k-hat says nothing. Fix: give more, or leave --draws out."
              .formatted(draws, FEWEST));
    }
  }
}
