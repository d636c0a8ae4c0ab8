package dev.jyro.examples.logistic;

import dev.jyro.JyroException;

/**
 * What a {@link Comparison} takes.
 *
 * @param digits how many digits to learn from, at most
 * @param priorScale the standard deviation of each weight before the data
 * @param batchSize digits of a step
 * @param steps steps of each training
 * @param learningRate of Adam at the first step; it falls to a hundredth of it
 * @param draws of each posterior, for its predictions; at least {@value #FEWEST}
 * @param seed decides all randomness
 */
record Config(
    int digits,
    double priorScale,
    int batchSize,
    int steps,
    double learningRate,
    int draws,
    long seed) {
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
