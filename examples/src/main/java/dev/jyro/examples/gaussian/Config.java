package dev.jyro.examples.gaussian;

/**
 * What a training of the {@link GaussianVae} takes.
 *
 * @param likelihood how pixels are distributed around the decoder's output
 * @param epochs times through the training images
 * @param steps steps after which to stop, 0 for no limit
 * @param batchSize images of a step
 * @param learningRate of Adam
 * @param latent numbers of a code
 * @param hidden numbers of a hidden layer
 * @param every steps from one picture of samples to the next
 * @param seed decides all randomness
 */
record Config(
    Likelihood likelihood,
    int epochs,
    int steps,
    int batchSize,
    double learningRate,
    int latent,
    int hidden,
    int every,
    long seed) {

  /** The source's sizes; 20 epochs in place of its million steps, which are 1066. */
  static Config defaults() {
    return new Config(Likelihood.BERNOULLI, 20, 0, 64, 1e-3, 100, 128, 1000, 0);
  }
}
