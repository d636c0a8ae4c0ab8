package dev.jyro.examples.betavae;

import dev.jyro.examples.stage.Outcome;
import java.util.Locale;

/**
 * What a training of the {@link BetaVae} came to.
 *
 * @param steps how many steps there were in all
 * @param withoutCode what an image costs a decoder that sees no code, at its best, nats an image
 * @param fit what the trained one comes to, on the test images
 */
record Result(int steps, double withoutCode, Fit fit) implements Outcome {
  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        """
        After %d steps an image costs %.2f nats once its code is told (%.2f without any code),
        and the code %.2f nats; the ELBO is %.2f nats an image. %d of %d numbers of the code are in use.
        A beta of %s between means is one of %.3f between sums.""",
        steps,
        fit.distortion(),
        withoutCode,
        fit.rate(),
        fit.elbo(),
        fit.activeUnits(),
        fit.latent(),
        fit.beta(),
        fit.effectiveBeta());
  }
}
