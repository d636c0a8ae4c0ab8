package dev.jyro.examples.bnn;

import dev.jyro.examples.stage.Outcome;
import java.util.Locale;

/**
 * What was learnt of a {@link Network}. Deviations are of the curve, without noise, averaged (as
 * variances) over places.
 *
 * @param steps how many steps there were in all
 * @param elbo the evidence lower bound at the end, in nats, from draws of the guide
 * @param rmse how far the mean curve is from held-out points of the clumps
 * @param noise the standard deviation of the points' noise
 * @param sdData the curve's standard deviation within the clumps
 * @param sdGap the same between them
 * @param sdOutside the same outside, up to two clumps' widths away
 */
record Result(
    int steps,
    double elbo,
    double rmse,
    double noise,
    double sdData,
    double sdGap,
    double sdOutside)
    implements Outcome {
  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        """
        ELBO %.2f nats; error of the mean curve on held-out points %.3f, noise %.3f
        standard deviation of the curve: on the data %.3f, in the gap %.3f, outside %.3f""",
        elbo,
        rmse,
        noise,
        sdData,
        sdGap,
        sdOutside);
  }
}
