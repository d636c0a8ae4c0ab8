package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Laplace distribution: two exponential distributions back to back.
 *
 * <p>{@code log p(x) = -|x - loc|/scale - log(2 scale)}
 *
 * <p>{@code loc} is mean, median and mode, {@code scale}, greater than 0, the mean distance from
 * there (the standard deviation is √2 of it), both in the unit of x; they broadcast to the batch
 * shape. Support: all real numbers. Reparameterised: {@code loc + scale z}, where z is the quantile
 * of a uniform number.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 2, 1995, chapter 24.
 */
public final class Laplace extends LocationScale {
  private static final Slot LOC = new Slot("Laplace", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("Laplace", "scale", Constraints.positive());
  private static final double LOG_2 = Math.log(2);

  private Laplace(Operand loc, Operand scale, Shape batchShape) {
    super(loc, scale, Operand.typeOf(loc, scale), batchShape);
  }

  /** With this mean and scale. */
  public static Laplace of(Tensor loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and scale. */
  public static Laplace of(Tensor loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and scale. */
  public static Laplace of(double loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and scale, float32. */
  public static Laplace of(double loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  private static Laplace of(Operand loc, Operand scale) {
    return new Laplace(loc, scale, Operand.batchOf("Laplace", loc, scale));
  }

  @Override
  Laplace at(Operand loc, Operand scale, Shape shape) {
    return new Laplace(loc, scale, shape);
  }

  @Override
  Operand logPeak() {
    return Operand.of(-LOG_2);
  }

  @Override
  Fall fall(Tensor z) {
    return Fall.of(z.abs(), () -> z.sign().neg());
  }

  @Override
  Tensor standard(Noise noise) {
    return noise.ofQuantile(
        batchShape(), type(), u -> u < 0.5 ? Math.log(2 * u) : -Math.log(2 - 2 * u));
  }

  @Override
  Operand standardMean() {
    return Operand.of(0);
  }

  @Override
  Operand standardVariance() {
    return Operand.of(2);
  }

  @Override
  Operand standardEntropy() {
    return Operand.of(1 + LOG_2);
  }

  @Override
  Tensor standardCdf(Tensor z) {
    Tensor left = z.clampMax(0).exp().mul(0.5);
    Tensor right = z.clampMin(0).neg().exp().mul(-0.5).add(1);
    return z.lt(0).where(left, right);
  }

  @Override
  Tensor standardIcdf(Tensor probability) {
    Tensor left = probability.mul(2).log();
    Tensor right = probability.mul(-2).add(2).log().neg();
    return probability.lt(0.5).where(left, right);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc(), type()), SCALE.holding(scale(), type()));
  }
}
