package dev.jyro.inference.reparam;

import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Draw;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * What is drawn in the stead of a site, and the way from there to its value and back.
 *
 * @param distribution of the auxiliary site
 * @param toValue from its value to the site's
 * @param fromValue from the site's value to its
 */
record Auxiliary(
    Distribution distribution, UnaryOperator<Tensor> toValue, UnaryOperator<Tensor> fromValue) {

  /** Asks for it under this name; where the site's value is chosen, so is its. */
  Tensor value(String name, Sample site, Next outer) {
    Sample free = site.of(distribution).named(name);
    Sample asked =
        site.draw() instanceof Draw.Pinned chosen
            ? free.pinning(fromValue.apply(chosen.value()))
            : free;
    return toValue.apply(outer.ask(asked).value());
  }
}
