package dev.jyro.inference.guide;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.MultivariateNormal;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;

/**
 * A multivariate normal distribution of all latent sites: every two numbers may be correlated.
 *
 * <p>The vector of all free numbers is {@code x ~ N(loc, L Lᵀ)}, an auxiliary draw named {@code
 * _AutoMultivariateNormal_latent}; each site is what its bijector makes of its piece.
 *
 * <p>Parameters: {@code AutoMultivariateNormal.loc}, a vector of n numbers, and {@code .scaleTril},
 * L, lower triangular with a diagonal that is positive by softplus: n (n + 1) / 2 numbers, so for
 * some hundred numbers at most; {@link AutoLowRankMultivariateNormal} needs less. It begins with
 * {@link Initialization#median} and L = 0.1 I.
 *
 * <p>Not for objectives that give the guide values that it did not draw: a site has density only
 * where the vector leads. Errors and threads: see {@link AutoGuide}. Source: Kucukelbir, Tran,
 * Ranganath, Gelman and Blei, Automatic Differentiation Variational Inference, 2017, section 2.4.
 *
 * @param <A> what the model is given
 */
public final class AutoMultivariateNormal<A> extends JointNormal<A, AutoMultivariateNormal<A>> {
  private AutoMultivariateNormal(Settings<A> settings, double scale) {
    super(settings, scale);
  }

  /** Of all latent sites of a model. */
  public static <A> AutoMultivariateNormal<A> of(Model<A> model) {
    return new AutoMultivariateNormal<>(
        Settings.of(model, "AutoMultivariateNormal", Initialization.median()), Normals.SCALE);
  }

  /** One that another guide has the parameters for, and that has read the model. */
  static <A> AutoMultivariateNormal<A> knowing(Settings<A> settings, Prototype read) {
    AutoMultivariateNormal<A> guide = new AutoMultivariateNormal<>(settings, Normals.SCALE);
    guide.learn(read);
    return guide;
  }

  @Override
  AutoMultivariateNormal<A> with(Settings<A> other, double otherScale) {
    return new AutoMultivariateNormal<>(other, otherScale);
  }

  @Override
  Distribution joint(Prototype read, int size, Tensor loc) {
    Tensor factor =
        param(
            "scaleTril",
            Constraints.softplusLowerCholesky(),
            noise -> Tensor.eye(size, read.type()).mul(scale()));
    return MultivariateNormal.ofScaleTril(loc, factor);
  }

  @Override
  Tensor deviations(ParamStore params) {
    return params.get(named("scaleTril")).square().sum(-1).sqrt();
  }
}
