package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Cauchy distribution: its tails are so heavy that it has neither mean nor variance.
 *
 * <p>{@code log p(x) = -log(π scale) - log(1 + ((x - loc)/scale)²)}
 *
 * <p>{@code loc} is the median and the mode, {@code scale}, greater than 0, the distance from there
 * to either quartile, both in the unit of x; they broadcast to the batch shape. Mean and variance
 * are NaN. Support: all real numbers. Reparameterised: {@code loc + scale tan(π (u - ½))}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 16.
 */
public final class Cauchy extends LocationScale {
  private static final Slot LOC = new Slot("Cauchy", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("Cauchy", "scale", Constraints.positive());
  private static final double LOG_PI = Math.log(Math.PI);

  private Cauchy(Operand loc, Operand scale, Shape batchShape) {
    super(loc, scale, Operand.typeOf(loc, scale), batchShape);
  }

  /** With this median and half width at half height. */
  public static Cauchy of(Tensor loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this median and half width at half height. */
  public static Cauchy of(Tensor loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this median and half width at half height. */
  public static Cauchy of(double loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this median and half width at half height, float32. */
  public static Cauchy of(double loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  private static Cauchy of(Operand loc, Operand scale) {
    return new Cauchy(loc, scale, Operand.batchOf("Cauchy", loc, scale));
  }

  @Override
  Cauchy at(Operand loc, Operand scale, Shape shape) {
    return new Cauchy(loc, scale, shape);
  }

  @Override
  Operand logPeak() {
    return Operand.of(-LOG_PI);
  }

  @Override
  Fall fall(Tensor z) {
    Tensor rest = z.mul(z).add(1);
    return Fall.of(rest.log(), () -> z.div(rest).mul(-2));
  }

  @Override
  Tensor standard(Noise noise) {
    return noise.ofQuantile(batchShape(), type(), u -> Math.tan(Math.PI * (u - 0.5)));
  }

  @Override
  Operand standardMean() {
    return Operand.of(Double.NaN);
  }

  @Override
  Operand standardVariance() {
    return Operand.of(Double.NaN);
  }

  @Override
  Operand standardEntropy() {
    return Operand.of(Math.log(4 * Math.PI));
  }

  @Override
  Tensor standardCdf(Tensor z) {
    return z.constant(1).atan2(z.neg()).div(Math.PI);
  }

  @Override
  Tensor standardIcdf(Tensor probability) {
    Tensor z = probability.mul(Math.PI).tan().rdiv(-1);
    return probability.eq(1).where(Double.POSITIVE_INFINITY, z);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc(), type()), SCALE.holding(scale(), type()));
  }
}
