package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The logistic distribution, whose distribution function is the logistic one.
 *
 * <p>{@code log p(x) = -z - 2 log(1 + exp(-z)) - log scale} where {@code z = (x - loc)/scale}
 *
 * <p>{@code loc} is mean, median and mode, {@code scale}, greater than 0, is √3/π standard
 * deviations, both in the unit of x; they broadcast to the batch shape. Support: all real numbers.
 * Reparameterised: {@code loc + scale log(u/(1 - u))}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 2, 1995, chapter 23.
 */
public final class Logistic extends LocationScale {
  private static final Slot LOC = new Slot("Logistic", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("Logistic", "scale", Constraints.positive());

  private Logistic(Operand loc, Operand scale, Shape batchShape) {
    super(loc, scale, Operand.typeOf(loc, scale), batchShape);
  }

  /** With this mean and scale. */
  public static Logistic of(Tensor loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and scale. */
  public static Logistic of(Tensor loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and scale. */
  public static Logistic of(double loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and scale, float32. */
  public static Logistic of(double loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  private static Logistic of(Operand loc, Operand scale) {
    return new Logistic(loc, scale, Operand.batchOf("Logistic", loc, scale));
  }

  @Override
  Logistic at(Operand loc, Operand scale, Shape shape) {
    return new Logistic(loc, scale, shape);
  }

  @Override
  Operand logPeak() {
    return Operand.of(0);
  }

  @Override
  Fall fall(Tensor z) {
    Tensor far = z.abs();
    return Fall.of(far.neg().softplus().mul(2).add(far), () -> z.mul(0.5).tanh().neg());
  }

  @Override
  Tensor standard(Noise noise) {
    return noise.ofQuantile(batchShape(), type(), u -> Math.log(u) - Math.log1p(-u));
  }

  @Override
  Operand standardMean() {
    return Operand.of(0);
  }

  @Override
  Operand standardVariance() {
    return Operand.of(Math.PI * Math.PI / 3);
  }

  @Override
  Operand standardEntropy() {
    return Operand.of(2);
  }

  @Override
  Tensor standardCdf(Tensor z) {
    return z.sigmoid();
  }

  @Override
  Tensor standardIcdf(Tensor probability) {
    return probability.logit();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc(), type()), SCALE.holding(scale(), type()));
  }
}
