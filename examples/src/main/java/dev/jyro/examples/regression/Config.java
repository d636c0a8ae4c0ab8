package dev.jyro.examples.regression;

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

  /** Some fifty points a line, as in Pyro's tutorial. */
  static Config defaults() {
    return new Config(150, 1000, 10, 0.1, 3000, 4000, 0);
  }
}
