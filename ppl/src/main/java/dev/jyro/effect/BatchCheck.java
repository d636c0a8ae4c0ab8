package dev.jyro.effect;

import ai.djl.ndarray.types.Shape;
import dev.jyro.distribution.Distribution;
import io.vavr.collection.List;

/**
 * Finds log densities that are wider than their plates.
 *
 * <p>A value of shape {@code (n, 1)} against parameters of shape {@code (n)} gives n² densities
 * without a word from Torch. The plates say how many there may be.
 */
final class BatchCheck {
  private BatchCheck() {}

  /** Throws if a dimension of the density is neither 1 nor that of a plate. */
  static void of(Site site, Shape density) {
    int rank = density.dimension();
    for (int dim = -1; dim >= -rank; dim--) {
      long size = density.get(rank + dim);
      if (size != 1 && size != allowed(site.setting().plates(), dim)) {
        throw misfit(site, density, dim, size);
      }
    }
  }

  private static long allowed(List<Frame> plates, int dim) {
    for (Frame frame : plates) {
      if (frame.dim() == dim) {
        return frame.size();
      }
    }
    return 1;
  }

  private static SiteException misfit(Site site, Shape density, int dim, long size) {
    Distribution distribution = site.sample().distribution();
    List<Frame> plates = site.setting().plates();
    return new SiteException(
        site.name(),
        """
        log density has batch shape %s, but its plates allow %s.
          distribution  %s, batch %s, event %s
          value         %s
          plates        %s
        Fix one of: open a plate for the %d at dimension %d; make the dimension part of the event with \
        toEvent(n); give value and parameters the shapes that the plates allow."""
            .formatted(
                density,
                largest(plates),
                distribution.name(),
                distribution.batchShape(),
                distribution.eventShape(),
                site.value().shape(),
                plates.isEmpty() ? "none" : plates.mkString(", "),
                size,
                dim));
  }

  /** The shape with every plate at its place. */
  private static Shape largest(List<Frame> plates) {
    int rank = -plates.map(Frame::dim).min().getOrElse(0);
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = allowed(plates, i - rank);
    }
    return new Shape(sizes);
  }
}
