package dev.jyro.effect;

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
