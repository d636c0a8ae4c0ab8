package dev.jyro.examples.betavae;

/**
 * What a training of the {@link BetaVae} takes.
 *
 * @param epochs times through the images, 0 for as many as the steps need
 * @param steps steps after which to stop, 0 for no limit; not both are 0
 * @param batchSize images of a step
 * @param learningRate of Adam
 * @param beta how much the divergence counts in the loss, from 0
 * @param latent numbers of a code
 * @param hidden numbers of a hidden layer
 * @param seed decides all randomness
 */
record Config(
    int epochs,
    int steps,
    int batchSize,
    double learningRate,
    double beta,
    int latent,
    int hidden,
    long seed) {

  /** The walk-through's: 1024 steps. */
  static Config defaults() {
    return new Config(0, 1024, 64, 1e-3, 0.01, 10, 100, 0);
  }

  /** The same with another weight of the divergence, and codes of another length. */
  Config of(double otherBeta, int otherLatent) {
    return new Config(epochs, steps, batchSize, learningRate, otherBeta, otherLatent, hidden, seed);
  }
}
