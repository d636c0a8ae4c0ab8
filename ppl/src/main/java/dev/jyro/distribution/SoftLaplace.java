package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The soft Laplace (hyperbolic secant) distribution: {@link Laplace} in its tails, smooth at its
 * peak.
 *
 * <p>{@code log p(x) = log(2/π) - log(exp(z) + exp(-z)) - log scale} where {@code z = (x -
 * loc)/scale}
 *
 * <p>{@code loc} is mean, median and mode, {@code scale}, greater than 0, is 2/π standard
 * deviations, both in the unit of x; they broadcast to the batch shape. Support: all real numbers.
 * Reparameterised: {@code loc + scale log(tan(π u/2))}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 2, 1995, chapter 23.
 */
public final class SoftLaplace extends LocationScale {
  private static final Slot LOC = new Slot("SoftLaplace", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("SoftLaplace", "scale", Constraints.positive());

  /** Further to the right the probability is 1 and its slope 0. */
  private static final double RIGHT_END = 80;

  private SoftLaplace(Operand loc, Operand scale, Shape batchShape) {
    super(loc, scale, Operand.typeOf(loc, scale), batchShape);
  }

  /** With this mean and scale. */
  public static SoftLaplace of(Tensor loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and scale. */
  public static SoftLaplace of(Tensor loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and scale. */
  public static SoftLaplace of(double loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and scale, float32. */
  public static SoftLaplace of(double loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  private static SoftLaplace of(Operand loc, Operand scale) {
    return new SoftLaplace(loc, scale, Operand.batchOf("SoftLaplace", loc, scale));
  }

  @Override
  SoftLaplace at(Operand loc, Operand scale, Shape shape) {
    return new SoftLaplace(loc, scale, shape);
  }

  @Override
  Operand logPeak() {
    return Operand.of(Math.log(2 / Math.PI));
  }

  @Override
  Fall fall(Tensor z) {
    Tensor far = z.abs();
    return Fall.of(far.mul(-2).softplus().add(far), () -> z.tanh().neg());
  }

  @Override
  Tensor standard(Noise noise) {
    return noise.ofQuantile(batchShape(), type(), u -> Math.log(Math.tan(Math.PI / 2 * u)));
  }

  @Override
  Operand standardMean() {
    return Operand.of(0);
  }

  @Override
  Operand standardVariance() {
    return Operand.of(Math.PI * Math.PI / 4);
  }

  @Override
  Operand standardEntropy() {
    return Operand.of(Math.log(2 * Math.PI));
  }

  @Override
  Tensor standardCdf(Tensor z) {
    return z.minimum(RIGHT_END).exp().atan().mul(2 / Math.PI);
  }

  @Override
  Tensor standardIcdf(Tensor probability) {
    Tensor left = probability.mul(Math.PI / 2).tan().log();
    Tensor right = probability.rsub(1).mul(Math.PI / 2).tan().log().neg();
    return probability.lt(0.5).where(left, right);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc(), type()), SCALE.holding(scale(), type()));
  }
}
