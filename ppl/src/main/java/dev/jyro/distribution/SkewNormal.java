package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The skew-normal distribution: a normal number, given that another one, with which it is
 * correlated, is positive.
 *
 * <p>{@code log p(x) = log 2 - ½ z² + log Φ(slant z) - log scale - ½ log 2π} where {@code z = (x -
 * loc)/scale}
 *
 * <p>{@code loc} and {@code scale}, greater than 0, both in the unit of x, are mean and standard
 * deviation only where {@code slant} is 0. {@code slant} (α) is any number: the sign is that of the
 * skewness, and far from 0 it is a half-normal distribution. They broadcast to the batch shape.
 * Support: all real numbers. Reparameterised: {@code z = (slant |ε₁| + ε₂)/√(1 + slant²)}. There is
 * no {@link #entropy} and no {@link #icdf}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Azzalini, The Skew-Normal and Related
 * Families, 2014, chapter 2.
 */
public final class SkewNormal extends Univariate {
  private static final Slot LOC = new Slot("SkewNormal", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("SkewNormal", "scale", Constraints.positive());
  private static final Slot SLANT = new Slot("SkewNormal", "slant", Constraints.real());
  private static final double LOG_PEAK = 0.5 * Math.log(2 / Math.PI);

  private final Operand loc;
  private final Operand scale;
  private final Operand slant;

  private SkewNormal(Operand loc, Operand scale, Operand slant, Shape batchShape) {
    super(batchShape);
    this.loc = loc;
    this.scale = scale;
    this.slant = slant;
  }

  /** With this location, scale and slant. */
  public static SkewNormal of(Tensor loc, Tensor scale, Tensor slant) {
    return of(LOC.of(loc), SCALE.of(scale), SLANT.of(slant));
  }

  /** With this location, scale and slant. */
  public static SkewNormal of(Tensor loc, Tensor scale, double slant) {
    return of(LOC.of(loc), SCALE.of(scale), SLANT.of(slant));
  }

  /** With this location, scale and slant. */
  public static SkewNormal of(double loc, double scale, Tensor slant) {
    return of(LOC.of(loc), SCALE.of(scale), SLANT.of(slant));
  }

  /** With this location, scale and slant, float32. */
  public static SkewNormal of(double loc, double scale, double slant) {
    return of(LOC.of(loc), SCALE.of(scale), SLANT.of(slant));
  }

  private static SkewNormal of(Operand loc, Operand scale, Operand slant) {
    return new SkewNormal(loc, scale, slant, Operand.batchOf("SkewNormal", loc, scale, slant));
  }

  @Override
  public Constraint support() {
    return Constraints.real();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor first = noise.at(1).normal(batchShape(), type()).abs();
    Tensor second = noise.at(2).normal(batchShape(), type());
    return moved(slant.times(first).add(second).mul(slant().square().add(1).rsqrt()));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor z = standardized(value);
    Tensor inHalf = slant.times(z).logNdtr();
    return scale.log().from(LOG_PEAK).minus(z.mul(z).mul(0.5).sub(inHalf));
  }

  @Override
  protected SkewNormal inBatch(Shape shape) {
    return new SkewNormal(loc, scale, slant, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(moved(standardMean()));
  }

  @Override
  public Tensor variance() {
    return inBatch(scale.times(scale.times(standardMean().square().rsub(1))));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor z = standardized(value);
    return z.ndtr().sub(z.owensT(slant.beside(z)).mul(2));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        LOC.holding(loc, type()), SCALE.holding(scale, type()), SLANT.holding(slant, type()));
  }

  private Tensor standardMean() {
    Tensor correlation = slant().mul(slant().square().add(1).rsqrt());
    return correlation.mul(Math.sqrt(2 / Math.PI));
  }

  private Tensor standardized(Tensor value) {
    return scale.divide(loc.subtractFrom(value));
  }

  private Tensor moved(Tensor z) {
    return loc.addTo(scale.times(z));
  }

  private Tensor slant() {
    return slant.tensor(type());
  }

  private DataType type() {
    return Operand.typeOf(loc, scale, slant);
  }
}
