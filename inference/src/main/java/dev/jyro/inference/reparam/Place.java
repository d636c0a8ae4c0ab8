package dev.jyro.inference.reparam;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Image;
import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;

/**
 * Where a site's free numbers lie in a vector that holds those of several sites.
 *
 * @param name the site's name
 * @param toSupport from free numbers to values
 * @param free the shape of the free numbers
 * @param batchDims how many dimensions of it are plates
 * @param start where they begin
 */
record Place(String name, Bijector toSupport, Shape free, int batchDims, long start) {
  /** The continuous ones of these sites, one after the other. */
  static List<Place> of(List<Site> latents) {
    return latents
        .filter(site -> !site.sample().distribution().support().isDiscrete())
        .foldLeft(List.empty(), (before, site) -> before.append(after(before, site)));
  }

  private static Place after(List<Place> before, Site site) {
    needWholePlates(site);
    Distribution distribution = site.sample().distribution();
    Bijector toSupport = Bijectors.to(distribution.support());
    Shape whole = Shapes.concat(distribution.batchShape(), distribution.eventShape());
    long start = before.isEmpty() ? 0 : before.last().end();
    return new Place(
        site.name(),
        toSupport,
        toSupport.inverseShape(whole),
        distribution.batchShape().dimension(),
        start);
  }

  private static void needWholePlates(Site site) {
    site.setting()
        .plates()
        .find(frame -> frame.size() < frame.fullSize())
        .forEach(
            frame -> {
              throw new SiteException(
                  site.name(),
                  "a warp maps all latent sites at once, and this one is in the plate %s, of which a run takes %d of %d repetitions. Fix one of: run the plate whole; keep the site out of the trace with Handlers.block."
                      .formatted(frame, frame.size(), frame.fullSize()));
            });
  }

  /** Where the next one begins. */
  long end() {
    return start + free.size();
  }

  /**
   * The site's value and the volume of the way there.
   *
   * @param vectors of shape {@code batch + (n)}
   * @param batch particles, and a 1 for each plate
   */
  Image image(Tensor vectors, Shape batch) {
    if (vectors.size(-1) < end()) {
      throw new JyroException(
          "Warp: the flow gives vectors of %d numbers, and the sites up to '%s' have %d. Needed: a flow of vectors as long as all sites together."
              .formatted(vectors.size(-1), name, end()));
    }
    int particles = Math.max(0, batch.dimension() - batchDims);
    Shape whole = Shapes.concat(Shapes.leading(batch, particles), free);
    Image image = toSupport.image(vectors.narrow(-1, start, free.size()).reshape(whole));
    Shape each = Shapes.concat(batch, Shapes.of(-1));
    return new Image(image.value(), image.logAbsDetJacobian().reshape(each).sum(-1));
  }
}
