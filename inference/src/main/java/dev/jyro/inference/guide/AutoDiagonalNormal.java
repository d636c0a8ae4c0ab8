package dev.jyro.inference.guide;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;

/**
 * Independent normal numbers for all latent sites, as one vector: {@link AutoNormal} with two
 * parameters in all.
 *
 * <p>The vector of all free numbers is {@code x ~ N(loc, scale²)}, an auxiliary draw named {@code
 * _AutoDiagonalNormal_latent}; each site is what its bijector makes of its piece.
 *
 * <p>Parameters: {@code AutoDiagonalNormal.loc} and {@code .scale}, vectors; scale is a standard
 * deviation, positive by softplus. It begins with {@link Initialization#median} and scale 0.1.
 *
 * <p>Not for objectives that give the guide values that it did not draw: a site has density only
 * where the vector leads. Errors and threads: see {@link AutoGuide}. Source: Kucukelbir, Tran,
 * Ranganath, Gelman and Blei, Automatic Differentiation Variational Inference, 2017, section 2.4.
 *
 * @param <A> what the model is given
 */
public final class AutoDiagonalNormal<A> extends JointNormal<A, AutoDiagonalNormal<A>> {
  private AutoDiagonalNormal(Settings<A> settings, double scale) {
    super(settings, scale);
  }

  /** Of all latent sites of a model. */
  public static <A> AutoDiagonalNormal<A> of(Model<A> model) {
    return new AutoDiagonalNormal<>(
        Settings.of(model, "AutoDiagonalNormal", Initialization.median()), Normals.SCALE);
  }

  @Override
  AutoDiagonalNormal<A> with(Settings<A> other, double otherScale) {
    return new AutoDiagonalNormal<>(other, otherScale);
  }

  @Override
  Distribution joint(Prototype read, int size, Tensor loc) {
    Tensor width =
        param(
            "scale",
            Constraints.softplusPositive(),
            noise -> Tensor.full(scale(), read.type(), size));
    return Normal.of(loc, width).toEvent(1);
  }

  @Override
  Tensor deviations(ParamStore params) {
    return params.get(named("scale"));
  }
}
