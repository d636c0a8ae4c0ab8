package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * A single value without content that carries a log factor.
 *
 * <p>{@code log p(x) = logFactor}
 *
 * <p>For adding terms to a log density; {@code logFactor} is any number, and its shape is the batch
 * shape. Event shape {@code (0)}: the only value is the empty vector, and it is every sample. No
 * probability in general, for its integral is {@code exp logFactor}; so there is no {@link
 * #entropy}. The gradient by the log factor passes {@link #logProb}; a sample has none.
 *
 * <p>Errors and threads: see {@link Distribution}. After Pyro's {@code Unit} (Bingham et al., Pyro:
 * Deep Universal Probabilistic Programming, 2019).
 */
public final class Unit implements Distribution {
  private static final Slot LOG_FACTOR = new Slot("Unit", "logFactor", Constraints.real());
  private static final Shape NOTHING = Shapes.of(0);

  private final Operand logFactor;
  private final Shape batchShape;

  private Unit(Operand logFactor, Shape batchShape) {
    this.logFactor = logFactor;
    this.batchShape = batchShape;
  }

  /** With this log factor. */
  public static Unit of(Tensor logFactor) {
    return new Unit(LOG_FACTOR.of(logFactor), logFactor.shape());
  }

  /** With this log factor, float32. */
  public static Unit of(double logFactor) {
    return new Unit(LOG_FACTOR.of(logFactor), Shapes.scalar());
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
    return Tensor.zeros(Shapes.concat(batchShape, NOTHING), logFactor.type());
  }

  /** The value is not looked at but for more dimensions at the left. */
  @Override
  public Tensor logProb(Tensor value) {
    Shape left = Shapes.leading(value.shape(), Math.max(0, value.dim() - 1));
    return logFactor.tensor().expand(Shapes.broadcast(batchShape, left));
  }

  @Override
  public Distribution expand(Shape shape) {
    return shape.equals(batchShape) ? this : new Unit(logFactor, Expanded.checked(this, shape));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOG_FACTOR.holding(logFactor, logFactor.type()));
  }
}
