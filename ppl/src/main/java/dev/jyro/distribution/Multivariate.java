package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * The shape-keeping part of a distribution of vectors or matrices, as {@link Univariate} is for
 * numbers.
 *
 * <p>Parameters are never expanded: the batch shape is kept beside them, and broadcasting does the
 * rest.
 *
 * <p>Errors: {@link ShapeException} for a value that does not end in the event's dimensions, naming
 * the distribution.
 */
public abstract class Multivariate implements Distribution {
  private final Shape batchShape;
  private final Shape eventShape;

  /** For parameters that broadcast to this batch, and values of this shape. */
  protected Multivariate(Shape batchShape, Shape eventShape) {
    this.batchShape = batchShape;
    this.eventShape = eventShape;
  }

  /** The same parameters under another batch shape, to which they broadcast. */
  protected abstract Multivariate inBatch(Shape shape);

  /** The log density, of whatever shape value and parameters broadcast to. */
  protected abstract Tensor logDensity(Tensor value);

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

  /** Batch and event. */
  protected final Shape fullShape() {
    return Shapes.concat(batchShape, eventShape);
  }

  /** Something for each distribution, stretched to the batch. */
  protected final Tensor inBatch(Tensor each) {
    return each.expand(batchShape);
  }

  /** Something for each number, stretched to batch and event. */
  protected final Tensor inFull(Tensor each) {
    return each.expand(fullShape());
  }

  /**
   * The value, if it ends in the event shape.
   *
   * @throws ShapeException naming the distribution, if it does not
   */
  static Tensor checked(Distribution distribution, Tensor value) {
    Shape event = distribution.eventShape();
    int rank = event.dimension();
    if (value.dim() < rank || !Shapes.trailing(value.shape(), rank).equals(event)) {
      throw new ShapeException(
          "%s: the value has shape %s. Needed: one that ends in %s."
              .formatted(distribution.name(), value.shape(), event));
    }
    return value;
  }
}
