package dev.jyro.examples.gaussian;

import dev.jyro.examples.stage.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * What a training of the {@link GaussianVae} came to.
 *
 * @param steps how many steps there were in all
 * @param trainElbo the ELBO of the training images in the last epoch, nats an image
 * @param testElbo the ELBO of the test images after each epoch, nats an image
 * @param testDivergence what the codes of the test images say, KL(q ‖ p), nats an image
 * @param testSquaredError from test images to their reconstructions, summed over pixels, an image
 * @param codesInUse how many of a code's numbers vary with the image: their means over the test
 *     images have a variance of more than 0.01
 */
record Result(
    int steps,
    double trainElbo,
    List<Double> testElbo,
    double testDivergence,
    double testSquaredError,
    int codesInUse)
    implements Outcome {

  /** The ELBO of the test images at the end. */
  double lastTestElbo() {
    return testElbo.get(testElbo.size() - 1);
  }

  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        """
        After %d steps the test ELBO is %.2f nats an image (train %.2f).
        A code says %.2f nats of its image, by %d of its numbers.
        Test images and their reconstructions differ by a squared error of %.2f an image.""",
        steps,
        lastTestElbo(),
        trainElbo,
        testDivergence,
        codesInUse,
        testSquaredError);
  }
}
