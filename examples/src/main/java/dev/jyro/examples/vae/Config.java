package dev.jyro.examples.vae;

import dev.jyro.JyroException;

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

  /** Checks that a map, if there is to be one, has images enough. */
  Config {
    if (mapped > 0 && !CodeMap.isPossible(mapped)) {
      throw new JyroException(
          "--map: found %d images, needed at least 91 for their neighbours, or 0 for no map. Fix: give 91 or more, or 0."
              .formatted(mapped));
    }
  }

  /** Pyro's tutorial, 20 epochs. */
  static Config defaults() {
    return new Config(20, 128, 1e-3, 50, 400, 0, 10_000, 0);
  }
}
