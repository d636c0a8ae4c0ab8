package dev.jyro.inference.reparam;

import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Expanded;
import dev.jyro.distribution.Independent;
import dev.jyro.distribution.Masked;
import dev.jyro.effect.Sample;
import dev.jyro.effect.SiteException;
import java.util.function.UnaryOperator;

/**
 * A distribution without what {@code toEvent}, {@code mask} and {@code expand} put around it.
 *
 * @param core what is inside
 * @param around puts the same around another one, whose batch is the core's
 */
record Wrapped(Distribution core, UnaryOperator<Distribution> around) {
  static Wrapped of(Distribution whole) {
    if (whole instanceof Independent several) {
      return of(several.base()).in(inside -> inside.toEvent(several.dims()));
    }
    if (whole instanceof Masked masked) {
      return of(masked.base()).in(inside -> inside.mask(masked.mask()));
    }
    if (whole instanceof Expanded wide) {
      return of(wide.base()).in(inside -> inside.expand(wide.batchShape()));
    }
    return new Wrapped(whole, inside -> inside);
  }

  /**
   * The core, which must be of this kind.
   *
   * @param needed what is needed of the site, and the fixes
   * @throws SiteException saying what was found, if it is of another
   */
  <T extends Distribution> T core(Class<T> kind, Sample site, String needed) {
    if (kind.isInstance(core)) {
      return kind.cast(core);
    }
    Distribution whole = site.distribution();
    throw new SiteException(
        site.name(),
        "reparam: the distribution is %s, batch %s, event %s. %s"
            .formatted(core.name(), whole.batchShape(), whole.eventShape(), needed));
  }

  private Wrapped in(UnaryOperator<Distribution> outer) {
    return new Wrapped(core, inside -> outer.apply(around.apply(inside)));
  }
}
