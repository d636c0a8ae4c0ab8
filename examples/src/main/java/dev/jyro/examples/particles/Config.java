package dev.jyro.examples.particles;

import dev.jyro.JyroException;

/**
 * What a training of the {@link Autoencoder} takes.
 *
 * @param bound what it climbs
 * @param particles draws of the guide for each image
 * @param epochs times through the training images
 * @param steps steps after which to stop, 0 for no limit
 * @param batchSize images of a step
 * @param learningRate of Adam
 * @param latent numbers of a code
 * @param hidden numbers of a hidden layer
 * @param saveEvery epochs from one grid of samples to the next
 * @param testImages test images whose log likelihood is estimated, at most
 * @param testParticles draws of the guide for each of them
 * @param seed decides all randomness
 */
record Config(
    Bound bound,
    int particles,
    int epochs,
    int steps,
    int batchSize,
    double learningRate,
    int latent,
    int hidden,
    int saveEvery,
    int testImages,
    int testParticles,
    long seed) {

  /** Checks that the bound is defined for so many particles. */
  Config {
    if (particles < bound.leastParticles()) {
      throw new JyroException(
          """
          --objective %s: it compares particles with each other.
            found   --particles %d
            needed  from %d
          Fix: --particles %d; or --objective %s, which can do with one."""
              .formatted(
                  bound, particles, bound.leastParticles(), bound.usualParticles(), Bound.ELBO));
    }
  }
}
