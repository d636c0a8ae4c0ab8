package dev.jyro.examples.logistic;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.tensor.Tensor;

/**
 * Is a digit an eight or a three?
 *
 * <p>Model: {@code weight ~ Normal(0, scale)} for each tile, {@code bias ~ Normal(0, scale)}, and
 * for each digit {@code eight ~ Bernoulli(logit = bias + Σ weight ink)}.
 *
 * <p>A run sees a random batch of the digits; the plate multiplies their log likelihood by {@code
 * count / batch}, so that on average it is that of all, beside a prior that counts once.
 *
 * <p>Shapes: weights {@code (49)}, bias {@code ()}, the rest {@code (batch)}. Units: a weight is in
 * nats of log odds for a tile full of ink.
 *
 * @param scale the standard deviation of the priors
 */
record LogisticRegression(double scale) {
  // region logistic-model
  /** How it comes about which digit it is. */
  void model(Digits digits) {
    Tensor bias = sample("bias", Normal.of(0, scale));
    Tensor weights = sample("weights", Normal.of(Tensor.zeros(Digits.TILES), scale).toEvent(1));
    plate(
        "digits",
        digits.count(),
        digits.batch(),
        chosen -> {
          Tensor ink = digits.ink().indexSelect(0, chosen);
          Tensor logit = ink.mul(weights).sum(-1).add(bias);
          deterministic("probability", logit.sigmoid());
          observe("eight", Bernoulli.ofLogits(logit), digits.eight().indexSelect(0, chosen));
        });
  }
  // endregion
}
