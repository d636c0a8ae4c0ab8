package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The rightmost batch dimensions of a distribution taken as one value.
 *
 * <p>Its log density is the sum over those dimensions. Made by {@link Distribution#toEvent}.
 */
public final class Independent implements Distribution {
  private final Distribution base;
  private final int dims;

  private Independent(Distribution base, int dims) {
    this.base = base;
    this.dims = dims;
  }

  /**
   * The {@code dims} rightmost batch dimensions of {@code base} as one value; of an {@code
   * Independent} the sum of both.
   *
   * @throws ShapeException if the base has fewer batch dimensions, or {@code dims} is negative
   */
  public static Distribution of(Distribution base, int dims) {
    if (dims < 0 || dims > base.batchShape().dimension()) {
      throw new ShapeException(
          "%s.toEvent(%d): the batch has shape %s. Needed: between 0 and %d dimensions."
              .formatted(base.name(), dims, base.batchShape(), base.batchShape().dimension()));
    }
    if (dims == 0) {
      return base;
    }
    return base instanceof Independent inner
        ? new Independent(inner.base, inner.dims + dims)
        : new Independent(base, dims);
  }

  /** The distribution whose dimensions were taken. */
  public Distribution base() {
    return base;
  }

  /** How many batch dimensions of the base are one value here. */
  public int dims() {
    return dims;
  }

  @Override
  public Shape batchShape() {
    return Shapes.leading(base.batchShape(), base.batchShape().dimension() - dims);
  }

  @Override
  public Shape eventShape() {
    return Shapes.concat(Shapes.trailing(base.batchShape(), dims), base.eventShape());
  }

  @Override
  public Constraint support() {
    return Constraints.independent(base.support(), dims);
  }

  @Override
  public boolean isReparameterized() {
    return base.isReparameterized();
  }

  @Override
  public Tensor sample(Noise noise) {
    return base.sample(noise);
  }

  @Override
  public Tensor logProb(Tensor value) {
    return overEvent(base.logProb(value));
  }

  @Override
  public Distribution expand(Shape batchShape) {
    return batchShape.equals(batchShape())
        ? this
        : new Independent(
            base.expand(
                Shapes.concat(
                    Expanded.checked(this, batchShape), Shapes.trailing(base.batchShape(), dims))),
            dims);
  }

  @Override
  public Distribution notReparameterized() {
    return isReparameterized() ? new Independent(base.notReparameterized(), dims) : this;
  }

  @Override
  public List<Parameter> parameters() {
    return base.parameters();
  }

  @Override
  public Tensor mean() {
    return base.mean();
  }

  @Override
  public Tensor variance() {
    return base.variance();
  }

  @Override
  public Tensor entropy() {
    return overEvent(base.entropy());
  }

  @Override
  public Tensor enumerateSupport() {
    throw new JyroException(
        "%s over %d dimensions: all its values are too many to enumerate. Leave the dimensions in the batch, under plates."
            .formatted(name(), dims));
  }

  @Override
  public String name() {
    return base.name();
  }

  private Tensor overEvent(Tensor perNumber) {
    return perNumber.sum(rightmost(dims));
  }

  /** The dimensions -1, -2, … */
  static int[] rightmost(int dims) {
    int[] right = new int[dims];
    for (int i = 0; i < dims; i++) {
      right[i] = -1 - i;
    }
    return right;
  }
}
