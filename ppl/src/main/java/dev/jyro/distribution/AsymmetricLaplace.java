package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The asymmetric Laplace distribution: two exponential distributions of different rates back to
 * back.
 *
 * <p>{@code log p(x) = -asymmetry z} to the right of loc and {@code z/asymmetry} to the left, less
 * {@code log(asymmetry + 1/asymmetry) + log scale}, where {@code z = (x - loc)/scale}
 *
 * <p>{@code loc} is the mode, {@code scale}, greater than 0, the geometric mean of the distances at
 * which the density falls to 1/e on either side, both in the unit of x; {@code asymmetry} (κ),
 * greater than 0, has no unit: above 1 the left tail is the longer one. They broadcast to the batch
 * shape. Support: all real numbers. Reparameterised: {@code loc + scale (e/κ - κ e')}, e and e'
 * exponential.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Kotz, Kozubowski and Podgórski, The
 * Laplace Distribution and Generalizations, 2001, chapter 3.
 */
public final class AsymmetricLaplace extends LocationScale {
  private static final Slot LOC = new Slot("AsymmetricLaplace", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("AsymmetricLaplace", "scale", Constraints.positive());
  private static final Slot ASYMMETRY =
      new Slot("AsymmetricLaplace", "asymmetry", Constraints.positive());

  private final Operand asymmetry;

  private AsymmetricLaplace(Operand loc, Operand scale, Operand asymmetry, Shape batchShape) {
    super(loc, scale, Operand.typeOf(loc, scale, asymmetry), batchShape);
    this.asymmetry = asymmetry;
  }

  /** With this mode, scale and asymmetry. */
  public static AsymmetricLaplace of(Tensor loc, Tensor scale, Tensor asymmetry) {
    return of(LOC.of(loc), SCALE.of(scale), ASYMMETRY.of(asymmetry));
  }

  /** With this mode, scale and asymmetry. */
  public static AsymmetricLaplace of(Tensor loc, Tensor scale, double asymmetry) {
    return of(LOC.of(loc), SCALE.of(scale), ASYMMETRY.of(asymmetry));
  }

  /** With this mode, scale and asymmetry. */
  public static AsymmetricLaplace of(Tensor loc, double scale, Tensor asymmetry) {
    return of(LOC.of(loc), SCALE.of(scale), ASYMMETRY.of(asymmetry));
  }

  /** With this mode, scale and asymmetry. */
  public static AsymmetricLaplace of(Tensor loc, double scale, double asymmetry) {
    return of(LOC.of(loc), SCALE.of(scale), ASYMMETRY.of(asymmetry));
  }

  /** With this mode, scale and asymmetry. */
  public static AsymmetricLaplace of(double loc, Tensor scale, Tensor asymmetry) {
    return of(LOC.of(loc), SCALE.of(scale), ASYMMETRY.of(asymmetry));
  }

  /** With this mode, scale and asymmetry. */
  public static AsymmetricLaplace of(double loc, Tensor scale, double asymmetry) {
    return of(LOC.of(loc), SCALE.of(scale), ASYMMETRY.of(asymmetry));
  }

  /** With this mode, scale and asymmetry. */
  public static AsymmetricLaplace of(double loc, double scale, Tensor asymmetry) {
    return of(LOC.of(loc), SCALE.of(scale), ASYMMETRY.of(asymmetry));
  }

  /** With this mode, scale and asymmetry, float32. */
  public static AsymmetricLaplace of(double loc, double scale, double asymmetry) {
    return of(LOC.of(loc), SCALE.of(scale), ASYMMETRY.of(asymmetry));
  }

  private static AsymmetricLaplace of(Operand loc, Operand scale, Operand asymmetry) {
    return new AsymmetricLaplace(
        loc, scale, asymmetry, Operand.batchOf("AsymmetricLaplace", loc, scale, asymmetry));
  }

  @Override
  AsymmetricLaplace at(Operand loc, Operand scale, Shape shape) {
    return new AsymmetricLaplace(loc, scale, asymmetry, shape);
  }

  @Override
  Operand logPeak() {
    return asymmetry.plus(inverse()).log().times(-1);
  }

  @Override
  Fall fall(Tensor z) {
    Tensor depth = asymmetry.times(z).maximum(asymmetry.divide(z.neg()));
    return new Fall(
        depth,
        () -> z.gt(0).where(asymmetry.times(-1).beside(z), inverse().beside(z)),
        (derivative, into) -> asymmetry.collect(into, () -> derivative.times(byAsymmetry(z))));
  }

  /** The derivative of the log density by the asymmetry. */
  private Tensor byAsymmetry(Tensor z) {
    Tensor k = asymmetry.tensor(type());
    Tensor square = k.square();
    Tensor sum = square.add(1);
    Tensor peak = square.rsub(1).div(k.mul(sum));
    return peak.sub(z.gt(0).where(z, z.div(square)));
  }

  @Override
  Tensor standard(Noise noise) {
    Tensor right = noise.at(1).exponential(batchShape(), type());
    Tensor left = noise.at(0).exponential(batchShape(), type());
    return asymmetry.divide(right).sub(asymmetry.times(left));
  }

  @Override
  Operand standardMean() {
    return inverse().minus(asymmetry);
  }

  @Override
  Operand standardVariance() {
    return asymmetry.times(asymmetry).plus(inverse().times(inverse()));
  }

  @Override
  Operand standardEntropy() {
    return logPeak().from(1);
  }

  @Override
  Tensor standardCdf(Tensor z) {
    Tensor left = asymmetry.divide(z.clampMax(0)).exp();
    Tensor right = asymmetry.times(z.clampMin(0)).neg().exp();
    return z.lt(0).where(leftOf().times(left), rightOf().times(right).rsub(1));
  }

  @Override
  Tensor standardIcdf(Tensor probability) {
    Tensor left = asymmetry.times(leftOf().divide(probability).log());
    Tensor right = asymmetry.divide(rightOf().divide(probability.rsub(1)).log().neg());
    return probability.lt(leftOf().beside(probability)).where(left, right);
  }

  /** The probability to the left of loc. */
  private Operand leftOf() {
    return asymmetry.over(asymmetry.plus(inverse()));
  }

  /** The probability to the right of loc. */
  private Operand rightOf() {
    return inverse().over(asymmetry.plus(inverse()));
  }

  private Operand inverse() {
    return asymmetry.map(k -> 1 / k, Tensor::reciprocal);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        LOC.holding(loc(), type()),
        SCALE.holding(scale(), type()),
        ASYMMETRY.holding(asymmetry, type()));
  }
}
