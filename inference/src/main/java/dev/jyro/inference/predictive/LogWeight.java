package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.DataType;
import dev.jyro.Nearest;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;

/**
 * The log weights {@code log p(x, z) - log q(z)} of a batch of draws.
 *
 * <p>Latent sites that the proposal does not have were drawn by the model; their densities stand on
 * either side and are left out.
 *
 * @param batch the draws
 */
record LogWeight(Batch batch) {
  /** One for each draw, float64. */
  Tensor of(Trace model, Trace proposal) {
    proposal.latents().forEach(site -> needPartner(site, model));
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
    Tensor log = site.logProb().to(DataType.FLOAT64);
    return batch.isAlone()
        ? log.sum().reshape(1)
        : log.expand(site.sample().distribution().batchShape()).reshape(batch.count(), -1).sum(1);
  }

  /** A misspelt site would otherwise make each weight wrong, silently. */
  private static void needPartner(Site site, Trace model) {
    boolean isAuxiliary = site.setting().hint(Hint.AUXILIARY).getOrElse(false);
    if (!isAuxiliary && !model.find(site.name()).exists(Site::isLatent)) {
      List<String> names = model.latents().map(Site::name);
      throw new SiteException(
          site.name(),
          "the guide draws it, and the model has no latent site of this name; it has: %s. Fix one of: use one name; mark it with sampleAuxiliary.%s"
              .formatted(names.mkString(", "), Nearest.hint(site.name(), names)));
    }
  }
}
