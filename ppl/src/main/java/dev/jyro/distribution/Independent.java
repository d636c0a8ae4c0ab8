package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * The rightmost batch dimensions of a distribution taken as one value.
 *
 * <p>Its log density is the sum over those dimensions. Made by {@link Distribution#toEvent}.
 */
public final class Independent extends Derived {
  private final int dims;

  private Independent(Distribution base, int dims) {
    super(base);
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
        ? new Independent(inner.base(), inner.dims + dims)
        : new Independent(base, dims);
  }

  /** How many batch dimensions of the base are one value here. */
  public int dims() {
    return dims;
  }

  @Override
  public Shape batchShape() {
    return Shapes.leading(base().batchShape(), base().batchShape().dimension() - dims);
  }

  @Override
  public Shape eventShape() {
    return Shapes.concat(Shapes.trailing(base().batchShape(), dims), base().eventShape());
  }

  @Override
  public Constraint support() {
    return Constraints.independent(base().support(), dims);
  }

  @Override
  public Tensor logProb(Tensor value) {
    return overEvent(base().logProb(value));
  }

  @Override
  public Drawn draw(Noise noise) {
    Drawn each = base().draw(noise);
    return new Drawn(each.value(), () -> overEvent(each.density().get()));
  }

  @Override
  public Density density(Tensor value) {
    return overEvent(base().density(value));
  }

  private Density overEvent(Density each) {
    Shape event = Shapes.trailing(each.logProb().shape(), dims);
    return each.map(this::overEvent, derivative -> derivative.spreadOver(event));
  }

  @Override
  public Distribution expand(Shape batchShape) {
    return batchShape.equals(batchShape())
        ? this
        : new Independent(
            base()
                .expand(
                    Shapes.concat(
                        Expanded.checked(this, batchShape),
                        Shapes.trailing(base().batchShape(), dims))),
            dims);
  }

  @Override
  public Distribution notReparameterized() {
    return isReparameterized() ? new Independent(base().notReparameterized(), dims) : this;
  }

  @Override
  public Tensor entropy() {
    return overEvent(base().entropy());
  }

  @Override
  public Tensor cdf(Tensor value) {
    throw severalNumbers("cdf");
  }

  @Override
  public Tensor icdf(Tensor probability) {
    throw severalNumbers("icdf");
  }

  @Override
  public Tensor enumerateSupport() {
    throw new JyroException(
        "%s over %d dimensions: all its values are too many to enumerate. Leave the dimensions in the batch, under plates."
            .formatted(name(), dims));
  }

  private JyroException severalNumbers(String what) {
    return new JyroException(
        "%s over %d dimensions has no %s in closed form. Take that of base()."
            .formatted(name(), dims, what));
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
