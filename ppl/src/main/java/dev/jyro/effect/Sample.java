package dev.jyro.effect;

import ai.djl.ndarray.types.Shape;
import dev.jyro.distribution.Distribution;
import dev.jyro.tensor.Tensor;

/**
 * A value of a distribution is wanted: drawn, pinned or observed.
 *
 * @param name the site's name
 * @param distribution of what
 * @param draw how it comes to its value
 * @param setting what the surroundings laid on it
 */
public record Sample(String name, Distribution distribution, Draw draw, Setting setting)
    implements Effect {

  /** A site to be drawn, in no surroundings. */
  public static Sample free(String name, Distribution distribution) {
    return new Sample(name, distribution, Draw.free(), Setting.plain());
  }

  /** The same site with this value as data. */
  public Sample observing(Tensor value) {
    return new Sample(name, distribution, new Draw.Observed(value), setting);
  }

  /** The same site with this value, not as data. */
  public Sample pinning(Tensor value) {
    return new Sample(name, distribution, new Draw.Pinned(value), setting);
  }

  /** The same site, to be drawn. */
  public Sample freed() {
    return new Sample(name, distribution, Draw.free(), setting);
  }

  /** The same site of another distribution. */
  public Sample of(Distribution other) {
    return new Sample(name, other, draw, setting);
  }

  /**
   * The same site, its distribution stretched to the plate's size if that is vectorised; not yet in
   * the plate.
   *
   * @throws SiteException if the batch has another size at the plate's dimension
   */
  public Sample stretchedOver(Frame frame) {
    if (!frame.isVectorized()) {
      return this;
    }
    Shape batch = distribution.batchShape();
    int place = batch.dimension() + frame.dim();
    long found = place < 0 ? 1 : batch.get(place);
    if (found != 1 && found != frame.size()) {
      throw misfit(frame, found);
    }
    return place >= 0 && found == frame.size() ? this : of(distribution.expand(frame.wide(batch)));
  }

  private SiteException misfit(Frame frame, long found) {
    return new SiteException(
        name,
        """
        its batch has size %d at dimension %d, and plate '%s' has size %d there.
          distribution  %s, batch %s, event %s
          plates        %s
        Fix one of: give the parameters size %4$d or 1 at dimension %2$d; give the plate another dim; \
        make the dimension part of the event with toEvent(n)."""
            .formatted(
                found,
                frame.dim(),
                frame.name(),
                frame.size(),
                distribution.name(),
                distribution.batchShape(),
                distribution.eventShape(),
                setting.plates().remove(frame).prepend(frame).mkString(", ")));
  }

  /** Whether it is data. */
  public boolean isObserved() {
    return draw instanceof Draw.Observed;
  }

  @Override
  public Sample in(Setting other) {
    return new Sample(name, distribution, draw, other);
  }

  @Override
  public Sample named(String other) {
    return new Sample(other, distribution, draw, setting);
  }
}
