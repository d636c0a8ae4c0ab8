package dev.jyro.examples.betavae;

import dev.jyro.examples.stage.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What trainings of {@link BetaVae}s with several betas and lengths of codes came to.
 *
 * @param withoutCode what an image costs a decoder that sees no code, at its best, nats an image
 * @param fits all of them, on the test images
 */
record SweepResult(double withoutCode, List<Fit> fits) implements Outcome {
  /** The fit with the greatest ELBO. */
  Fit best() {
    return fits.stream().max(Comparator.comparingDouble(Fit::elbo)).orElseThrow();
  }

  @Override
  public String summary() {
    Fit best = best();
    return String.format(
        Locale.ROOT,
        """
        Of %d fits the one with beta %s and %d numbers to a code has the greatest ELBO, %.2f nats an image.
        There beta is %.3f between sums. Without any code an image costs %.2f nats.""",
        fits.size(),
        best.beta(),
        best.latent(),
        best.elbo(),
        best.effectiveBeta(),
        withoutCode);
  }
}
