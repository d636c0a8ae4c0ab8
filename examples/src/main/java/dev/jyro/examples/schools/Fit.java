package dev.jyro.examples.schools;

import java.util.Map;

/**
 * What a fitted guide says, and how near it is to the posterior.
 *
 * @param elbo in nats; it is less than the log evidence by the divergence of guide from posterior
 * @param elboError its standard error
 * @param logEvidence as estimated by weighing its draws, in nats
 * @param logEvidenceError its standard error, as the weights tell it; only to be believed with a
 *     small k-hat
 * @param kHat the shape of the tail of its importance weights: below 0.7 its draws can be mended by
 *     weighing them
 * @param logTauMean the mean of its {@code log tau}
 * @param logTauSd the standard deviation of its {@code log tau}
 * @param posterior what it believes, by the names of {@link Exact#estimates}
 */
record Fit(
    double elbo,
    double elboError,
    double logEvidence,
    double logEvidenceError,
    double kHat,
    double logTauMean,
    double logTauSd,
    Map<String, Marginal> posterior) {}
