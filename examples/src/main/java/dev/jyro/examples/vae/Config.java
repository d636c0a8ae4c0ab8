package dev.jyro.examples.vae;

/**
 * What a training of the {@link Vae} takes.
 *
 * @param epochs times through the training images
 * @param batchSize images of a step
 * @param learningRate of Adam
 * @param latent numbers of a code
 * @param hidden numbers of a hidden layer
 * @param steps steps after which to stop, 0 for no limit
 * @param mapped how many test images the map of the codes shows, at most; it needs 91
 * @param seed decides all randomness
 */
record Config(
    int epochs,
    int batchSize,
    double learningRate,
    int latent,
    int hidden,
    int steps,
    int mapped,
    long seed) {

  /** Pyro's tutorial, 20 epochs. */
  static Config defaults() {
    return new Config(20, 128, 1e-3, 50, 400, 0, 10_000, 0);
  }
}
