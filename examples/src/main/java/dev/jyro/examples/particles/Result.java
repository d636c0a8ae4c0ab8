package dev.jyro.examples.particles;

import dev.jyro.examples.stage.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a training of the {@link Autoencoder} came to; in nats an image.
 *
 * @param steps how many steps there were in all
 * @param lowerBound the bound that was climbed, of the training images, epoch by epoch
 * @param testElbo the ELBO of the test images
 * @param testLogLikelihood their log likelihood, estimated by importance sampling
 * @param standardError of that as the mean of all images, for these are some of them
 * @param effectiveSize how many draws of the posterior the particles of an image count for, on
 *     average
 * @param testImages how many images were scored
 * @param testParticles by how many draws of the guide each
 */
record Result(
    int steps,
    List<Double> lowerBound,
    double testElbo,
    double testLogLikelihood,
    double standardError,
    double effectiveSize,
    int testImages,
    int testParticles)
    implements Outcome {

  /** From what was noted and scored. */
  static Result of(int steps, List<Double> lowerBound, List<Evidence> scored, int testParticles) {
    double logLikelihood = mean(scored, Evidence::logLikelihood);
    double variance = mean(scored, one -> Math.pow(one.logLikelihood() - logLikelihood, 2));
    return new Result(
        steps,
        lowerBound,
        mean(scored, Evidence::elbo),
        logLikelihood,
        Math.sqrt(variance / Math.max(1, scored.size() - 1)),
        mean(scored, Evidence::effectiveSize),
        scored.size(),
        testParticles);
  }

  private static double mean(List<Evidence> all, ToDoubleFunction<Evidence> number) {
    return all.stream().mapToDouble(number).average().orElseThrow();
  }

  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        "After %d steps the lower bound is %.1f nats an image.%n"
            + "%d test images, %d particles each: log p(x) = %.1f +- %.1f, ELBO %.1f; effective size %.0f.",
        steps,
        lowerBound.get(lowerBound.size() - 1),
        testImages,
        testParticles,
        testLogLikelihood,
        standardError,
        testElbo,
        effectiveSize);
  }
}
