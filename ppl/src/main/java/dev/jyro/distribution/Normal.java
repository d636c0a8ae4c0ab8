package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The normal (Gaussian) distribution.
 *
 * <p>{@code log p(x) = -½ ((x - loc)/scale)² - log scale - ½ log 2π}
 *
 * <p>{@code loc} is the mean, {@code scale} the standard deviation (not the variance), greater than
 * 0, both in the unit of x; they broadcast to the batch shape. Support: all real numbers.
 * Reparameterised: {@code loc + scale ε}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 13.
 */
public final class Normal extends Univariate implements LocationScaleFamily {
  private static final Slot LOC = new Slot("Normal", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("Normal", "scale", Constraints.positive());
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double HALF_LOG_PI = 0.5 * Math.log(Math.PI);
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private final Operand loc;
  private final Operand scale;

  private Normal(Operand loc, Operand scale, Shape batchShape) {
    super(batchShape);
    this.loc = loc;
    this.scale = scale;
  }

  /** What another distribution, whose name errors bear, transforms. */
  static Normal under(String name, Operand loc, Operand scale) {
    return new Normal(loc, scale, Operand.batchOf(name, loc, scale));
  }

  /** With this mean and standard deviation. */
  public static Normal of(Tensor loc, Tensor scale) {
    return under("Normal", LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and standard deviation. */
  public static Normal of(Tensor loc, double scale) {
    return under("Normal", LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and standard deviation. */
  public static Normal of(double loc, Tensor scale) {
    return under("Normal", LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and standard deviation, float32. */
  public static Normal of(double loc, double scale) {
    return under("Normal", LOC.of(loc), SCALE.of(scale));
  }

  /** Mean 0 and standard deviation 1, float32, in a batch of this shape. */
  public static Normal standard(long... batch) {
    return new Normal(Operand.of(0), Operand.of(1), Shapes.of(batch));
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
    return moved(standard(noise));
  }

  @Override
  public Drawn draw(Noise noise) {
    Tensor standard = standard(noise);
    return new Drawn(moved(standard), () -> unrecorded(() -> atDraw(standard)));
  }

  /** Standard normal numbers, one for each distribution of the batch. */
  Tensor standard(Noise noise) {
    return noise.normal(batchShape(), type());
  }

  /** From standard normal numbers to those of this distribution. */
  Tensor moved(Tensor standard) {
    return loc.addTo(scale.times(standard));
  }

  /** The log density at the draw that came of this. */
  Density atDraw(Tensor standard) {
    return new Density(
        scale.log().from(-HALF_LOG_2PI).minus(standard.mul(standard).mul(0.5)),
        (derivative, into) ->
            scale.collect(into, () -> derivative.times(-1).over(scale).stretchedTo(standard)));
  }

  @Override
  public Density density(Tensor value) {
    return unrecorded(() -> at(value, (derivative, slope, into) -> into.add(value, () -> slope)));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return at(value, (derivative, slope, into) -> {}).logProb();
  }

  /** Takes the derivative by the value on, of a distribution that transforms this one. */
  @FunctionalInterface
  interface Onward {
    /** The derivative by the log density, and the slope: that by the value. */
    void take(Operand derivative, Tensor slope, Cotangents into);
  }

  /** The log density at a value, and the way back to the parameters and onward. */
  Density at(Tensor value, Onward onward) {
    Operand width = scale.times(SQRT_2);
    Tensor z = width.divide(loc.subtractFrom(value));
    Tensor square = z.mul(z);
    return new Density(
        width.log().from(-HALF_LOG_PI).minus(square),
        (derivative, into) -> {
          Operand steepness = derivative.times(-2).over(width);
          Tensor slope = steepness.times(z);
          onward.take(derivative, slope, into);
          loc.collect(into, slope::neg);
          scale.collect(into, () -> steepness.times(square.rsub(0.5)).mul(SQRT_2));
        });
  }

  @Override
  protected Normal inBatch(Shape shape) {
    return new Normal(loc, scale, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(loc.tensor(type()));
  }

  @Override
  public Tensor variance() {
    return inBatch(scale.tensor(type()).square());
  }

  @Override
  public Tensor entropy() {
    return inBatch(scale.tensor(type()).log().add(0.5 + Math.log(SQRT_2) + HALF_LOG_PI));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return scale.divide(loc.subtractFrom(value)).ndtr();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return loc.addTo(scale.times(probability.ndtri()));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc, type()), SCALE.holding(scale, type()));
  }

  @Override
  public Operand loc() {
    return loc;
  }

  @Override
  public Operand scale() {
    return scale;
  }

  @Override
  public LocationScaleFamily at(Operand otherLoc, Operand otherScale) {
    Shape[] shapes = {batchShape(), otherLoc.shape(), otherScale.shape()};
    return new Normal(otherLoc, otherScale, Operand.batchOf("Normal", shapes));
  }

  private DataType type() {
    return Operand.typeOf(loc, scale);
  }
}
