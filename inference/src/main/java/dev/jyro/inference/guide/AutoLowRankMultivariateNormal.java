package dev.jyro.inference.guide;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.LowRankMultivariateNormal;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/**
 * A multivariate normal distribution of all latent sites whose correlations have few causes.
 *
 * <p>The vector of all n free numbers is {@code x ~ N(loc, W Wᵀ + diag d)}, an auxiliary draw named
 * {@code _AutoLowRankMultivariateNormal_latent}; each site is what its bijector makes of its piece.
 *
 * <p>Parameters: {@code AutoLowRankMultivariateNormal.loc}, n numbers, {@code .covFactor}, W, n by
 * rank, and {@code .covDiag}, d, n variances, positive by softplus. The rank is {@code √n},
 * rounded, unless given. It begins with {@link Initialization#median}, and with variances that are
 * 0.1² in the mean, half of them from W, which starts at random.
 *
 * <p>Not for objectives that give the guide values that it did not draw: a site has density only
 * where the vector leads. Errors: {@link JyroException} for a rank less than 1; else, and for
 * threads, see {@link AutoGuide}. Source: Ong, Nott and Smith, Gaussian Variational Approximation
 * With a Factor Covariance Structure, 2018.
 *
 * @param <A> what the model is given
 */
public final class AutoLowRankMultivariateNormal<A>
    extends JointNormal<A, AutoLowRankMultivariateNormal<A>> {
  private final Option<Integer> rank;

  private AutoLowRankMultivariateNormal(Settings<A> settings, double scale, Option<Integer> rank) {
    super(settings, scale);
    this.rank = rank;
  }

  /** Of all latent sites of a model. */
  public static <A> AutoLowRankMultivariateNormal<A> of(Model<A> model) {
    return new AutoLowRankMultivariateNormal<>(
        Settings.of(model, "AutoLowRankMultivariateNormal", Initialization.median()),
        Normals.SCALE,
        Option.none());
  }

  /** The same with so many columns of W. */
  public AutoLowRankMultivariateNormal<A> rank(int columns) {
    if (columns < 1) {
      throw new JyroException(
          "%s: rank %d. Needed: at least 1.".formatted(settings().name(), columns));
    }
    return new AutoLowRankMultivariateNormal<>(settings(), scale(), Option.of(columns));
  }

  @Override
  AutoLowRankMultivariateNormal<A> with(Settings<A> other, double otherScale) {
    return new AutoLowRankMultivariateNormal<>(other, otherScale, rank);
  }

  @Override
  Distribution joint(Prototype read, int size, Tensor loc) {
    int columns = rank.getOrElse((int) Math.max(1, Math.round(Math.sqrt(size))));
    double each = scale() * Math.sqrt(0.5 / columns);
    Tensor factor =
        param(
            "covFactor",
            Constraints.real(),
            noise -> noise.normal(Shapes.of(size, columns), read.type()).mul(each));
    Tensor own =
        param(
            "covDiag",
            Constraints.softplusPositive(),
            noise -> Tensor.full(0.5 * scale() * scale(), read.type(), size));
    return LowRankMultivariateNormal.of(loc, factor, own);
  }

  @Override
  Tensor deviations(ParamStore params) {
    Tensor common = params.get(named("covFactor")).square().sum(-1);
    return common.add(params.get(named("covDiag"))).sqrt();
  }
}
