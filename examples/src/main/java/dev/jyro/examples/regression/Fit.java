package dev.jyro.examples.regression;

import dev.jyro.examples.report.Estimate;
import java.util.Map;
import java.util.Objects;

/**
 * What one guide came to.
 *
 * @param posterior what it says of each number
 * @param elbo its evidence lower bound, in nats, with the standard error
 * @param gap what that is short of the log evidence, in nats
 * @param coverage the share of held-out points within its predictive band, by the band's name
 */
record Fit(
    Map<String, Estimate> posterior, Estimate elbo, double gap, Map<String, Double> coverage) {

  /** What it says of one of the numbers. */
  Estimate of(String number) {
    return Objects.requireNonNull(posterior.get(number), number);
  }
}
