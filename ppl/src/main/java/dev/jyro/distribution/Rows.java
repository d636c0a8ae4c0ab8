package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/** The shape-keeping part of a distribution of vectors, as {@link Univariate} is for numbers. */
abstract class Rows implements Distribution {
  private final Shape batchShape;
  private final Shape eventShape;

  Rows(Shape batchShape, long length) {
    this.batchShape = batchShape;
    this.eventShape = Shapes.of(length);
  }

  /** The same parameters under another batch shape, to which they broadcast. */
  abstract Rows inBatch(Shape shape);

  /** The log density, of whatever shape value and parameters broadcast to. */
  abstract Tensor logDensity(Tensor value);

  @Override
  public final Shape batchShape() {
    return batchShape;
  }

  @Override
  public final Shape eventShape() {
    return eventShape;
  }

  @Override
  public final Tensor logProb(Tensor value) {
    Tensor density = logDensity(checked(this, value));
    return density.expand(Shapes.broadcast(batchShape, density.shape()));
  }

  @Override
  public final Distribution expand(Shape shape) {
    return shape.equals(batchShape) ? this : inBatch(Expanded.checked(this, shape));
  }

  /**
   * The value, if it ends in the event shape.
   *
   * @throws ShapeException naming the distribution, if it does not
   */
  static Tensor checked(Distribution distribution, Tensor value) {
    Shape event = distribution.eventShape();
    int dims = event.dimension();
    if (value.dim() < dims || !Shapes.trailing(value.shape(), dims).equals(event)) {
      throw new ShapeException(
          "%s: a value has shape %s. Needed: one that ends in %s, the shape of an event."
              .formatted(distribution.name(), value.shape(), event));
    }
    return value;
  }

  /** Batch and event. */
  final Shape fullShape() {
    return Shapes.concat(batchShape, eventShape);
  }

  /** A moment of each number, stretched to the batch. */
  final Tensor stretched(Tensor moment) {
    return moment.expand(fullShape());
  }
}
