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
 * The improper uniform distribution: the density is 1 in a whole set, however large.
 *
 * <p>{@code log p(x) = 0} in the support, elsewhere {@code -∞}
 *
 * <p>A prior that says nothing but where a value lies; its integral is in general not 1. Batch and
 * event shape are given; the support is a constraint of at most the event's dimensions, and each
 * part of an event has to lie in it. The log density has the value's type. There is nothing to draw
 * from: {@link #sample} is refused, so inference needs a guide or an initial value.
 *
 * <p>Errors: {@link ShapeException} if the support takes more dimensions than the event has. Else,
 * and for threads, see {@link Distribution}. Source: Gelman et al., Bayesian Data Analysis, third
 * edition, 2013, section 2.8.
 */
public final class ImproperUniform implements Distribution {
  private final Constraint support;
  private final Shape batchShape;
  private final Shape eventShape;

  private ImproperUniform(Constraint support, Shape batchShape, Shape eventShape) {
    this.support = support;
    this.batchShape = batchShape;
    this.eventShape = eventShape;
  }

  /** Of single numbers in this set. */
  public static ImproperUniform of(Constraint support) {
    return of(support, Shapes.scalar(), Shapes.scalar());
  }

  /** Of values of this event shape in this set. */
  public static ImproperUniform of(Constraint support, Shape batchShape, Shape eventShape) {
    if (support.eventDim() > eventShape.dimension()) {
      throw new ShapeException(
          "ImproperUniform: the support (%s) is one of values of %d dimensions, the event has shape %s. Needed: at least as many dimensions."
              .formatted(support.name(), support.eventDim(), eventShape));
    }
    return new ImproperUniform(support, batchShape, eventShape);
  }

  @Override
  public Shape batchShape() {
    return batchShape;
  }

  @Override
  public Shape eventShape() {
    return eventShape;
  }

  @Override
  public Constraint support() {
    return Constraints.independent(support, eventShape.dimension() - support.eventDim());
  }

  @Override
  public Tensor sample(Noise noise) {
    throw new JyroException(
        "ImproperUniform cannot be sampled: its density (1 on %s) is not that of a probability. Needed: a guide, an observation or an initial value for it, or a proper distribution."
            .formatted(support.name()));
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor inside = support().check(Multivariate.checked(this, value));
    Tensor density = Univariate.only(inside, Slot.floating(value).constant(0));
    return density.expand(Shapes.broadcast(batchShape, density.shape()));
  }

  @Override
  public Distribution expand(Shape shape) {
    return shape.equals(batchShape)
        ? this
        : new ImproperUniform(support, Expanded.checked(this, shape), eventShape);
  }
}
