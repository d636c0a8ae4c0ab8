package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * A single value without content that carries a log factor: {@code log p = logFactor}.
 *
 * <p>For adding terms to a log density. Batch shape: that of {@code logFactor}; event shape {@code
 * (0)}.
 */
public final class Unit implements Distribution {
  private static final Shape NOTHING = Shapes.of(0);

  private final Tensor logFactor;
  private final Shape batchShape;

  private Unit(Tensor logFactor, Shape batchShape) {
    this.logFactor = logFactor;
    this.batchShape = batchShape;
  }

  /** With this log factor. */
  public static Unit of(Tensor logFactor) {
    return new Unit(logFactor, logFactor.shape());
  }

  @Override
  public Shape batchShape() {
    return batchShape;
  }

  @Override
  public Shape eventShape() {
    return NOTHING;
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.real(), 1);
  }

  @Override
  public Tensor sample(Noise noise) {
    return Tensor.full(0, logFactor.dataType(), Shapes.concat(batchShape, NOTHING).getShape());
  }

  @Override
  public Tensor logProb(Tensor value) {
    return logFactor.expand(batchShape);
  }

  @Override
  public Distribution expand(Shape shape) {
    return new Unit(logFactor, Expanded.checked(this, shape));
  }
}
