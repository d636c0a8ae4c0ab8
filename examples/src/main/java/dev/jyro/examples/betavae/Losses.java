package dev.jyro.examples.betavae;

/**
 * Both parts of the loss.
 *
 * @param reconstruction nats a pixel
 * @param kl nats a number of the code, whatever its weight in the loss
 */
record Losses(double reconstruction, double kl) {
  /** What is descended. */
  double total(double beta) {
    return reconstruction + beta * kl;
  }

  /** These and a multiple of the others. */
  Losses plus(Losses other, double factor) {
    return new Losses(reconstruction + factor * other.reconstruction, kl + factor * other.kl);
  }
}
