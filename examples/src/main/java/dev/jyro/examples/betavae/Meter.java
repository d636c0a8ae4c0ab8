package dev.jyro.examples.betavae;

import ai.djl.ndarray.types.DataType;
import dev.jyro.examples.data.Images;
import dev.jyro.inference.data.Feed;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.LossBySite;
import dev.jyro.inference.svi.SVI;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/**
 * Measures a {@link BetaVae} without training it: both parts of its loss, each at its full weight,
 * with one code drawn for each image.
 */
final class Meter {
  private static final int BATCH = 1000;
  private static final double ACTIVE = 0.01;

  private final BetaVae vae;
  private final ParamStore params;
  private final long seed;

  Meter(BetaVae vae, ParamStore params, long seed) {
    this.vae = vae;
    this.params = params;
    this.seed = seed;
  }

  /** Both parts on a batch. */
  Losses losses(Tensor images) {
    return losses(svi(), images);
  }

  /** Both parts on many images. */
  Losses losses(Images images) {
    SVI<Tensor> svi = svi();
    Losses mean = new Losses(0, 0);
    try (Feed<Tensor> feed = images.batches(BATCH).epoch(0)) {
      while (feed.hasNext()) {
        try (TensorScope scope = TensorScope.open()) {
          Tensor batch = feed.next();
          mean = mean.plus(losses(svi, batch), (double) batch.size(0) / images.count());
        }
      }
    }
    return mean;
  }

  /** The same programs and parameters, with a divergence that counts in full. */
  private SVI<Tensor> svi() {
    return Objectives.measuring(vae, SVI.Options.defaults().seed(seed).params(params));
  }

  private static Losses losses(SVI<Tensor> svi, Tensor images) {
    LossBySite parts = svi.lossBySite(images);
    return new Losses(parts.of(BetaVae.IMAGE), parts.of(BetaVae.CODE));
  }

  /** How well it fits. */
  Fit fit(double beta, int latent, Images images) {
    Losses losses = losses(images);
    double distortion = losses.reconstruction() * images.size();
    double rate = losses.kl() * latent;
    return new Fit(
        beta,
        latent,
        Objectives.effectiveBeta(beta, images.size(), latent),
        distortion,
        rate,
        -distortion - rate,
        activeUnits(images));
  }

  private int activeUnits(Images images) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor variances = vae.means(params, images.pixels()).variance(0);
      return (int) variances.gt(ACTIVE).to(DataType.INT64).sum().item();
    }
  }
}
