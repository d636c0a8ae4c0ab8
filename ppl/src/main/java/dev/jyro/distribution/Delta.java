package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Dirac distribution: one value, always.
 *
 * <p>{@code log p(x) = logDensity} where x is the value, elsewhere {@code -∞}
 *
 * <p>The rightmost {@code eventDims} dimensions of {@code value} are one value together, those
 * before them the batch; {@code logDensity} broadcasts with the batch. It is 0 unless given; other
 * numbers make densities of transformed values come out right. Support: all numbers of the event's
 * shape. Reparameterised: a sample is the value, gradient and all.
 *
 * <p>Errors: {@link ShapeException} if the value has fewer than {@code eventDims} dimensions.
 *
 * <p>After Pyro's {@code Delta} (Bingham et al., Pyro: Deep Universal Probabilistic Programming,
 * 2019).
 */
public final class Delta implements Distribution {
  private static final Slot VALUE = new Slot("Delta", "value", Constraints.real());
  private static final Slot LOG_DENSITY = new Slot("Delta", "logDensity", Constraints.real());

  private final Operand value;
  private final Operand logDensity;
  private final int eventDims;
  private final Shape batchShape;

  private Delta(Operand value, Operand logDensity, int eventDims, Shape batchShape) {
    this.value = value;
    this.logDensity = logDensity;
    this.eventDims = eventDims;
    this.batchShape = batchShape;
  }

  /** Each number of the tensor, by itself. */
  public static Delta of(Tensor value) {
    return of(value, 0);
  }

  /** This number, float32. */
  public static Delta of(double value) {
    return new Delta(VALUE.of(value), Operand.of(0), 0, Shapes.scalar());
  }

  /** Values of so many dimensions. */
  public static Delta of(Tensor value, int eventDims) {
    return new Delta(
        Operand.of(value), Operand.of(0), eventDims, withoutEvent(value.shape(), eventDims));
  }

  /** Values of so many dimensions, with this log density. */
  public static Delta of(Tensor value, double logDensity, int eventDims) {
    Operand known = LOG_DENSITY.of(logDensity);
    return new Delta(Operand.of(value), known, eventDims, withoutEvent(value.shape(), eventDims));
  }

  /** Values of so many dimensions, with these log densities. */
  public static Delta of(Tensor value, Tensor logDensity, int eventDims) {
    Shape batch = Shapes.broadcast(withoutEvent(value.shape(), eventDims), logDensity.shape());
    return new Delta(Operand.of(value), LOG_DENSITY.of(logDensity), eventDims, batch);
  }

  @Override
  public Shape batchShape() {
    return batchShape;
  }

  @Override
  public Shape eventShape() {
    return Shapes.trailing(value.tensor().shape(), eventDims);
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.real(), eventDims);
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return mean();
  }

  @Override
  public Tensor logProb(Tensor other) {
    Tensor equal = other.eq(value.beside(other));
    Tensor all = eventDims == 0 ? equal : equal.all(Independent.rightmost(eventDims));
    Tensor density = Univariate.only(all, logDensity.beside(value.tensor()));
    return density.expand(Shapes.broadcast(batchShape, density.shape()));
  }

  @Override
  public Distribution expand(Shape shape) {
    return shape.equals(batchShape)
        ? this
        : new Delta(value, logDensity, eventDims, Expanded.checked(this, shape));
  }

  @Override
  public Tensor mean() {
    return value.tensor().expand(Shapes.concat(batchShape, eventShape()));
  }

  @Override
  public Tensor variance() {
    Tensor zero = value.tensor().constant(0);
    return zero.expand(Shapes.concat(batchShape, eventShape()));
  }

  @Override
  public Tensor entropy() {
    return logDensity.from(0).beside(value.tensor()).expand(batchShape);
  }

  /** For single numbers. */
  @Override
  public Tensor cdf(Tensor other) {
    if (eventDims > 0) {
      return Distribution.super.cdf(other);
    }
    Tensor at = value.beside(other);
    return other.ge(at).to(Slot.floating(at).dataType());
  }

  @Override
  public Tensor enumerateSupport() {
    return mean().unsqueeze(0);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(VALUE.name(), value.tensor(), VALUE.constraint()),
        LOG_DENSITY.holding(logDensity, value.type()));
  }

  private static Shape withoutEvent(Shape shape, int eventDims) {
    if (eventDims < 0 || eventDims > shape.dimension()) {
      throw new ShapeException(
          "Delta: the value has shape %s and eventDims is %d. Needed: between 0 and %d."
              .formatted(shape, eventDims, shape.dimension()));
    }
    return Shapes.leading(shape, shape.dimension() - eventDims);
  }
}
