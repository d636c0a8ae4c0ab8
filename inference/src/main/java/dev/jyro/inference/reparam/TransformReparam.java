package dev.jyro.inference.reparam;

import dev.jyro.distribution.Transformed;
import dev.jyro.effect.Next;
import dev.jyro.effect.Sample;
import dev.jyro.handler.Reparam;
import dev.jyro.tensor.Tensor;

/**
 * Draws the base of a {@link Transformed} distribution, and maps the draw.
 *
 * <p>Site {@code x}, of {@code Transformed.of(base, f)}, becomes {@code x.base}, of the base, and
 * {@code x = f(x.base)}. {@code toEvent} and masks around it stay around the base.
 *
 * <p>Where the bijector depends on other latent sites that takes the dependence out of the prior.
 * The base may be drawn in other terms in its turn: {@code reparam(reparam(model, Map.of("x",
 * TransformReparam.create())), Map.of("x.base", LocScaleReparam.learnt()))}.
 *
 * <p>Errors: {@link dev.jyro.effect.SiteException} if the site's distribution is not transformed.
 * Observed sites are left alone. Immutable; safe for any number of threads.
 *
 * <p>Source: Gorinova, Moore and Hoffman 2020, Automatic Reparameterisation of Probabilistic
 * Programs; Bickel and Doksum, Mathematical Statistics, volume 1, 2015, appendix B.2, change of
 * variables.
 */
public final class TransformReparam implements Reparam {
  private static final String NEEDED =
      "TransformReparam needs Transformed, with toEvent and mask if need be. Fix one of: leave the site out; write it as Transformed.of(base, bijector); if it is a LocationScaleFamily, use LocScaleReparam.";

  private static final TransformReparam ONLY = new TransformReparam();

  private TransformReparam() {}

  /** The only one there is. */
  public static TransformReparam create() {
    return ONLY;
  }

  /** The name of the auxiliary site. */
  public static String auxiliary(String site) {
    return site + ".base";
  }

  @Override
  public Tensor value(Sample site, Next outer) {
    Wrapped wrapped = Wrapped.of(site.distribution());
    Transformed whole = wrapped.core(Transformed.class, site, NEEDED);
    Auxiliary base =
        new Auxiliary(
            wrapped.around().apply(whole.base()),
            whole.bijector()::forward,
            whole.bijector()::inverse);
    return base.value(auxiliary(site.name()), site, outer);
  }
}
