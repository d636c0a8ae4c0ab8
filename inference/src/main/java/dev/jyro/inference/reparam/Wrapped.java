package dev.jyro.inference.reparam;

import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Expanded;
import dev.jyro.distribution.Independent;
import dev.jyro.distribution.Masked;
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

  private Wrapped in(UnaryOperator<Distribution> outer) {
    return new Wrapped(core, inside -> outer.apply(around.apply(inside)));
  }
}
