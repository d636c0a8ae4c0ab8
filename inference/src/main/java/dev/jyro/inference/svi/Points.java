package dev.jyro.inference.svi;

import ai.djl.ndarray.types.Shape;
import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;

/**
 * Values of one site as points: for each particle one for each element of the plates.
 *
 * @param values of shape (particles, elements, numbers in an event); 0 where masked out
 * @param counted of shape (particles, elements), 1 or 0 where masked out; none if all count
 */
record Points(Tensor values, Option<Tensor> counted) {
  /**
   * What several particles have at a site.
   *
   * @param draws one for each particle, or one of all of them
   * @param count how many particles there are
   */
  static Points of(List<Site> draws, int count) {
    int each = count / draws.size();
    return joined(draws.map(site -> of(site, site.value(), each)));
  }

  /**
   * The data of an observed site, which are those of all particles.
   *
   * @param particles how many the site is of
   */
  static Points ofData(Site site, int particles) {
    Tensor data = Replica.data(site).get();
    if (!Shapes.broadcastsTo(data.shape(), whole(site, particles))) {
      throw new SiteException(
          site.name(),
          "the data have shape %s, and what is drawn in their place %s. Needed: data of that shape, or that broadcast to it. Fix one of: open a plate for each dimension of the data; make dimensions part of the event with toEvent(n)."
              .formatted(data.shape(), whole(site, particles)));
    }
    Points all = of(site, data.to(site.value().dataType()), particles);
    return new Points(
        all.values.narrow(0, 0, 1), all.counted.map(counted -> counted.narrow(0, 0, 1)));
  }

  /** The shape of a draw, for one particle. */
  private static Shape whole(Site site, int particles) {
    Shape all = site.value().shape();
    return particles == 1 ? all : Shapes.trailing(all, all.dimension() - 1);
  }

  /** Refuses draws of the guide that carry no gradient. */
  static void needPathwiseGuide(String objective, List<Particle> drawn) {
    for (Particle particle : drawn) {
      particle
          .guide()
          .latents()
          .forEach(site -> needPathwise(objective + ": the guide's draws", site));
    }
  }

  /** Refuses a distribution whose draws carry no gradient. */
  static void needPathwise(String what, Site site) {
    if (!site.sample().distribution().isReparameterized()) {
      throw new SiteException(
          site.name(),
          "%s carry no gradient. Found: %s. Needed: a distribution that is pathwise. Fix one of: take a continuous relaxation; take an objective that uses densities, such as TraceELBO."
              .formatted(what, site.sample().distribution().name()));
    }
  }

  /** The particles. */
  long particles() {
    return values.size(0);
  }

  /** The elements of each particle. */
  long elements() {
    return values.size(1);
  }

  /** All points in a row, of shape (points, numbers in an event). */
  Tensor row() {
    return values.flatten(0, 1);
  }

  private static Points of(Site site, Tensor value, int particles) {
    Distribution distribution = site.sample().distribution();
    needPlates(site);
    Shape batch = distribution.batchShape();
    long elements = batch.size() / particles;
    long numbers = distribution.eventShape().size();
    Tensor values =
        value
            .expand(Shapes.concat(batch, distribution.eventShape()))
            .reshape(particles, elements, numbers);
    return site.setting()
        .mask()
        .map(mask -> mask.expand(batch).reshape(particles, elements))
        .fold(() -> new Points(values, Option.none()), mask -> masked(values, mask));
  }

  /** Not by a product: what is masked out may be NaN. */
  private static Points masked(Tensor values, Tensor mask) {
    Tensor hidden = mask.logicalNot().unsqueeze(-1);
    return new Points(values.maskedFill(hidden, 0), Option.of(mask.to(values.dataType())));
  }

  private static Points joined(List<Points> parts) {
    if (parts.size() == 1) {
      return parts.head();
    }
    Tensor values = ShapeOps.cat(0, parts.map(Points::values).toJavaArray(Tensor[]::new));
    List<Tensor> counted = parts.flatMap(Points::counted);
    return counted.isEmpty()
        ? new Points(values, Option.none())
        : new Points(values, Option.of(ShapeOps.cat(0, counted.toJavaArray(Tensor[]::new))));
  }

  /** Without densities nobody else sees a dimension that belongs to no plate. */
  static void needPlates(Site site) {
    Shape batch = site.sample().distribution().batchShape();
    for (int dim = -1; dim >= -batch.dimension(); dim--) {
      long size = batch.get(batch.dimension() + dim);
      if (size != 1 && !hasPlate(site, dim)) {
        throw new SiteException(
            site.name(),
            "its distribution has batch shape %s, and there is no plate at dimension %d. Needed: a plate for each dimension of the batch. Fix one of: open a plate for the %d; make the dimension part of the event with toEvent(n)."
                .formatted(batch, dim, size));
      }
    }
  }

  private static boolean hasPlate(Site site, int dim) {
    return site.setting().plates().map(Frame::dim).contains(dim);
  }
}
