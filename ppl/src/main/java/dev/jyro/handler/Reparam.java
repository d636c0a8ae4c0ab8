package dev.jyro.handler;

import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.tensor.Tensor;

/**
 * Draws a site in other terms: asks for auxiliary sites and computes the value from theirs.
 *
 * <p>It leaves what the program means as it is: the value is distributed as the site says. With one
 * auxiliary site and {@code x = f(a)}, {@code log p(a) = log p(x) + log |det ∂x/∂a|}. What changes
 * is what inference gets to see, and that can be much easier to explore or to approximate.
 *
 * <pre>{@code
 * Reparam doubled =
 *     (site, outer) -> outer.ask(site.named("half").of(Normal.of(0, 0.5))).value().mul(2);
 * Model<Batch> other = Handlers.reparam(model, Map.of("z", doubled)); // z ~ Normal(0, 1)
 * }</pre>
 *
 * <p>Auxiliary sites need names of their own, best with the site's in front, and the setting of the
 * site, which {@link Sample#named} and {@link Sample#of} keep: plates, scale, mask and noise. Their
 * distributions are stretched to the plates, as the site's own is. A reparameterisation must not
 * remember anything between runs; safe for any number of threads.
 */
@FunctionalInterface
public interface Reparam {
  /**
   * The value of a site.
   *
   * @param site what the program asks for, to be drawn or pinned; never data
   * @param outer the handlers outside, of whom to ask for the auxiliary sites
   * @return of the shape that the site's own draw would have
   */
  Tensor value(Sample site, Next outer);
}
