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
 * @param mapAgreement the share of test images whose nearest neighbour on the map of the codes
 *     shows the same digit; NaN without a map
 */
record Result(int steps, double trainElbo, List<Double> testElbo, double mapAgreement)
    implements Outcome {
  /** The ELBO of the test images at the end. */
  double lastTestElbo() {
    return testElbo.get(testElbo.size() - 1);
  }

  @Override
  public String summary() {
    String elbo =
        String.format(
            Locale.ROOT,
            "After %d steps the test ELBO is %.3f nats an image (train %.3f).",
            steps,
            lastTestElbo(),
            trainElbo);
    return Double.isNaN(mapAgreement) ? elbo : elbo + "\n" + map();
  }

  private String map() {
    return String.format(
        Locale.ROOT,
        "On the map of the codes %.1f%% of the images have a neighbour that shows the same digit.",
        100 * mapAgreement);
  }
}
