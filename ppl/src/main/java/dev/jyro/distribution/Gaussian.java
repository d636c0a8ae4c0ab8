package dev.jyro.distribution;

import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/**
 * A normal distribution of vectors, however it was given.
 *
 * @param mean of the shape of the batch and the event
 * @param factor L of the covariance {@code L Lᵀ}
 */
record Gaussian(Tensor mean, Tensor factor) {
  static Option<Gaussian> of(Distribution distribution) {
    if (distribution instanceof MultivariateNormal full) {
      return Option.of(new Gaussian(full.mean(), full.scaleTril()));
    }
    if (distribution instanceof LowRankMultivariateNormal low) {
      return Option.of(new Gaussian(low.mean(), low.covarianceMatrix().cholesky()));
    }
    boolean isDiagonal =
        distribution instanceof Independent several
            && several.dims() == 1
            && several.base() instanceof Normal;
    return Option.when(
        isDiagonal, () -> new Gaussian(distribution.mean(), distribution.stddev().diagEmbed()));
  }

  /** {@code ½ (|Lq⁻¹ Lp|² + |Lq⁻¹ (mp - mq)|² - n) + log det Lq - log det Lp}. */
  Tensor divergence(Gaussian q) {
    Tensor spread = q.factor.triangularSolve(factor).square().sum(-1, -2);
    Tensor apart = mean.sub(q.mean).unsqueeze(-1);
    Tensor away = q.factor.triangularSolve(apart).square().sum(-1, -2);
    Tensor volumes = q.logDet().sub(logDet());
    return spread.add(away).sub((double) mean.size(-1)).mul(0.5).add(volumes);
  }

  private Tensor logDet() {
    return factor.diagonal().log().sum(-1);
  }
}
