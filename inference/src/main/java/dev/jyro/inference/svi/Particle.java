package dev.jyro.inference.svi;

import dev.jyro.effect.Site;
import dev.jyro.trace.Trace;
import io.vavr.collection.List;

/**
 * One draw of the guide, and the model run on it.
 *
 * @param guide the guide's trace
 * @param model the model's trace, its latent sites replayed from the guide's
 */
public record Particle(Trace guide, Trace model) {
  /** The model's sites that have a density. */
  public List<Site> modelSites() {
    return model.sites().filter(Site::isSample);
  }

  /** The guide's sites that have a density. */
  public List<Site> guideSites() {
    return guide.sites().filter(Site::isSample);
  }
}
