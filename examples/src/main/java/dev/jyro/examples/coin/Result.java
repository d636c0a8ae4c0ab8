package dev.jyro.examples.coin;

import dev.jyro.examples.report.Estimate;
import dev.jyro.examples.stage.Outcome;
import java.util.Locale;

/**
 * What was learnt of a {@link Coin}, beside what there was to learn.
 *
 * @param steps how many steps there were in all
 * @param guide the belief that was learnt
 * @param exact the belief that is right
 * @param elbo the evidence lower bound at the end, in nats, from draws of the guide, with its
 *     standard error
 * @param logEvidence the log evidence, in nats
 * @param divergence the Kullback-Leibler divergence of the guide from the posterior, in nats: what
 *     the bound is short of the evidence
 */
record Result(
    int steps, Estimate guide, Estimate exact, Estimate elbo, double logEvidence, double divergence)
    implements Outcome {
  @Override
  public String summary() {
    return String.format(
        Locale.ROOT,
        """
        fairness   guide %s   exact %s
        ELBO %s nats, log evidence %.5f, KL from guide to posterior %.5f""",
        guide,
        exact,
        elbo,
        logEvidence,
        divergence);
  }
}
