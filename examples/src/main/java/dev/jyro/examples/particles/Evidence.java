package dev.jyro.examples.particles;

import dev.jyro.inference.predictive.Importance;
import java.util.Arrays;

/**
 * How probable an image is, estimated from K draws of the guide and their weights {@code w_k = p(x,
 * z_k) / q(z_k)}.
 *
 * <p>By Jensen's inequality the first number is never more than the second. The second is on
 * average less than {@code log p(x)}, by about half the variance of {@code w_k / p(x)} over K.
 *
 * <p>Source: Burda, Grosse and Salakhutdinov 2016, Importance Weighted Autoencoders, section 3.
 *
 * @param elbo {@code 1/K Σ log w_k}, in nats
 * @param logLikelihood {@code log 1/K Σ w_k}, in nats
 * @param effectiveSize how many draws of the posterior the K count for
 */
record Evidence(double elbo, double logLikelihood, double effectiveSize) {
  /** What weighted draws say. */
  static Evidence of(Importance weighed) {
    double elbo = Arrays.stream(weighed.logWeights()).average().orElseThrow();
    return new Evidence(elbo, weighed.logEvidence(), weighed.effectiveSize());
  }
}
