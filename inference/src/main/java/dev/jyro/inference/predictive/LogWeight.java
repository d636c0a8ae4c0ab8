package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.DataType;
import dev.jyro.effect.Site;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The log weights {@code log p(x, z) - log q(z)} of a batch of draws.
 *
 * <p>A draw's own density is taken from the noise that it was made of, where its distribution can:
 * going back from the value loses digits, and with an ill-conditioned factor in float32 all of
 * them.
 *
 * <p>Latent sites that the proposal does not have were drawn by the model; their densities stand on
 * either side and are left out.
 *
 * @param batch the draws
 */
record LogWeight(Batch batch) {
  /** One for each draw, float64. */
  Tensor of(Trace model, Trace proposal) {
    Set<String> latents = model.latents().map(Site::name).toJavaSet(LinkedHashSet::new);
    proposal.latents().forEach(site -> Partners.need(site, latents));
    Tensor zero = Tensor.zeros(Shapes.of(batch.count()), DataType.FLOAT64);
    Tensor log = model.explaining(() -> sum(zero, counted(model, proposal)));
    return proposal.explaining(() -> log.sub(sum(zero, proposal.latents())));
  }

  private static List<Site> counted(Trace model, Trace proposal) {
    return model
        .sites()
        .filter(
            site ->
                site.isObserved() || (site.isLatent() && proposal.find(site.name()).isDefined()));
  }

  private Tensor sum(Tensor zero, List<Site> sites) {
    return sites.map(this::perDraw).fold(zero, Tensor::add);
  }

  private Tensor perDraw(Site site) {
    Tensor log = site.weighed(site.density().logProb()).to(DataType.FLOAT64);
    return batch.isAlone()
        ? log.sum().reshape(1)
        : log.expand(site.sample().distribution().batchShape()).reshape(batch.count(), -1).sum(1);
  }
}
