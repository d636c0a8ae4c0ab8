package dev.jyro.examples.vae;

import java.util.Locale;

/**
 * What one epoch came to.
 *
 * @param number counted from 1
 * @param stepMillis the median time of a step, in milliseconds
 * @param seconds the time of all its steps
 * @param trainElbo the ELBO of the training images while they were trained on, nats an image
 * @param testElbo the ELBO of the test images after it, nats an image
 */
record Epoch(int number, double stepMillis, double seconds, double trainElbo, double testElbo) {
  String line() {
    return String.format(
        Locale.ROOT,
        "epoch %2d   train ELBO %8.3f   test ELBO %8.3f   %6.2f ms a step   %5.1f s",
        number,
        trainElbo,
        testElbo,
        stepMillis,
        seconds);
  }
}
