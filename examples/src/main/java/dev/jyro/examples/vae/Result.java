package dev.jyro.examples.vae;

import dev.jyro.examples.stage.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * What a training of the {@link Vae} came to.
 *
 * @param steps how many steps there were in all
 * @param trainElbo the ELBO of the training images in the last epoch, nats an image
 * @param testElbo the ELBO of the test images after each epoch, nats an image
 */
record Result(int steps, double trainElbo, List<Double> testElbo) implements Outcome {
  /** The ELBO of the test images at the end. */
  double lastTestElbo() {
    return testElbo.get(testElbo.size() - 1);
  }

  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        "After %d steps the test ELBO is %.3f nats an image (train %.3f).",
        steps,
        lastTestElbo(),
        trainElbo);
  }
}
