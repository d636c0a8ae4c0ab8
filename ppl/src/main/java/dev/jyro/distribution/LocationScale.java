package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.function.Supplier;

/**
 * A distribution of real numbers {@code loc + scale z}: its family says how z is distributed, here
 * stands what follows from that.
 *
 * <p>{@code log p(x) = logPeak - log scale - depth(z)} where {@code z = (x - loc)/scale}. At a draw
 * {@code loc + scale z} the density is that of z less {@code log scale}: {@code loc} drops out.
 */
abstract class LocationScale extends Univariate implements LocationScaleFamily {
  private final Operand loc;
  private final Operand scale;
  private final DataType type;

  /** Of this type, which is that of the first parameter that is a tensor. */
  LocationScale(Operand loc, Operand scale, DataType type, Shape batchShape) {
    super(batchShape);
    this.loc = loc;
    this.scale = scale;
    this.type = type;
  }

  /**
   * How deep the log density at z lies below {@link #logPeak}.
   *
   * @param rise gives the derivative of the log density by z
   * @param byShape the way back to parameters other than loc and scale, at a fixed z
   */
  record Fall(Tensor depth, Supplier<Tensor> rise, Density.Pullback byShape) {
    /** Where there are no other parameters. */
    static Fall of(Tensor depth, Supplier<Tensor> rise) {
      return new Fall(depth, rise, (derivative, into) -> {});
    }
  }

  /** The log density of z is this less {@link Fall#depth}. */
  abstract Operand logPeak();

  /** From the peak down to the log density at z. */
  abstract Fall fall(Tensor z);

  /** Draws of z, one for each distribution of the batch. */
  abstract Tensor standard(Noise noise);

  /** The expectation of z. */
  abstract Operand standardMean();

  /** The variance of z. */
  abstract Operand standardVariance();

  /** The entropy of z. */
  abstract Operand standardEntropy();

  /** The probability of at most z. */
  abstract Tensor standardCdf(Tensor z);

  /** The z with this probability at or below it. */
  abstract Tensor standardIcdf(Tensor probability);

  /** The same family elsewhere, in a batch of this shape. */
  abstract LocationScale at(Operand loc, Operand scale, Shape shape);

  @Override
  public final Operand loc() {
    return loc;
  }

  @Override
  public final Operand scale() {
    return scale;
  }

  @Override
  public final LocationScaleFamily at(Operand otherLoc, Operand otherScale) {
    Shape[] shapes = {batchShape(), otherLoc.shape(), otherScale.shape()};
    return at(otherLoc, otherScale, Operand.batchOf(name(), shapes));
  }

  @Override
  protected final LocationScale inBatch(Shape shape) {
    return at(loc, scale, shape);
  }

  final DataType type() {
    return type;
  }

  @Override
  public final Constraint support() {
    return Constraints.real();
  }

  @Override
  public final boolean isReparameterized() {
    return true;
  }

  @Override
  public final Tensor sample(Noise noise) {
    return moved(standard(noise));
  }

  @Override
  public final Drawn draw(Noise noise) {
    Tensor z = standard(noise);
    return new Drawn(moved(z), () -> unrecorded(() -> atDraw(z)));
  }

  private Density atDraw(Tensor z) {
    Fall fall = fall(z);
    return new Density(
        top().minus(fall.depth()),
        (derivative, into) -> {
          into.add(z, () -> derivative.times(fall.rise().get()));
          scale.collect(into, () -> derivative.times(-1).over(scale).stretchedTo(fall.depth()));
          fall.byShape().pull(derivative, into);
        });
  }

  @Override
  public final Density density(Tensor value) {
    return unrecorded(
        () -> {
          Tensor z = unmoved(value);
          Fall fall = fall(z);
          return new Density(
              top().minus(fall.depth()),
              (derivative, into) -> {
                Operand steepness = derivative.over(scale);
                Tensor rise = fall.rise().get();
                into.add(value, () -> steepness.times(rise));
                loc.collect(into, () -> steepness.times(rise).neg());
                scale.collect(into, () -> steepness.times(z.mul(rise).add(1)).neg());
                fall.byShape().pull(derivative, into);
              });
        });
  }

  @Override
  protected final Tensor logDensity(Tensor value) {
    return top().minus(fall(unmoved(value)).depth());
  }

  private Operand top() {
    return logPeak().minus(scale.log());
  }

  private Tensor moved(Tensor z) {
    return loc.addTo(scale.times(z));
  }

  private Tensor unmoved(Tensor value) {
    return scale.divide(loc.subtractFrom(value));
  }

  @Override
  public final Tensor mean() {
    return inBatch(moved(standardMean().tensor(type)));
  }

  @Override
  public final Tensor variance() {
    return inBatch(standardVariance().times(scale.tensor(type).square()));
  }

  @Override
  public final Tensor entropy() {
    return inBatch(standardEntropy().plus(scale.log()).tensor(type));
  }

  @Override
  public final Tensor cdf(Tensor value) {
    return standardCdf(unmoved(value));
  }

  @Override
  public final Tensor icdf(Tensor probability) {
    return moved(standardIcdf(probability));
  }
}
