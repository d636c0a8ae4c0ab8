package dev.jyro.examples.betavae;

import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceMeanFieldELBO;
import dev.jyro.tensor.Tensor;

/**
 * What a {@link BetaVae} is trained by: {@code reconstruction + beta KL}, the reconstruction loss a
 * mean over batch and pixels, the divergence a mean over batch and numbers of the code.
 *
 * <p>In nats, as the source has it. Times the number of pixels it is {@code -E log p(x|z) + w KL}
 * for an image, both sums, with {@code w = beta pixels / latent}.
 */
final class Objectives {
  private Objectives() {}

  // region beta-vae-objective
  /** A training of this autoencoder. */
  static SVI<Tensor> training(BetaVae vae, double beta, double rate, SVI.Options options) {
    return SVI.of(
        Handlers.with(new Averaging(), vae::model),
        Handlers.with(new Averaging(), vae::guide),
        Adam.withLearningRate(rate),
        TraceMeanFieldELBO.create().beta(beta).meanPerDatum((Tensor images) -> images.size(0)),
        options);
  }

  // endregion

  /** The same programs to be measured, not trained: the divergence counts in full. */
  static SVI<Tensor> measuring(BetaVae vae, SVI.Options options) {
    return training(vae, 1, 1, options);
  }

  /** What the divergence counts where both parts are sums: 1 makes the loss the negative ELBO. */
  static double effectiveBeta(double beta, int pixels, int latent) {
    return beta * pixels / latent;
  }
}
