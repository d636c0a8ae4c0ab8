package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * A random walk from 0 with normal steps.
 *
 * <p>{@code log p(x) = Σ_t log Normal(x_t; x_{t-1}, scale)} with {@code x_0 = 0}, for t from 1 to
 * {@code numSteps}
 *
 * <p>{@code scale} is the standard deviation of one step, in the unit of x, greater than 0; its
 * shape is the batch shape. A value is the {@code numSteps} places after each step; the 0 before
 * the first is not among them. Variance {@code t scale²}. Support: all vectors of that length.
 * Reparameterised.
 *
 * <p>Errors: {@link ShapeException} for fewer than one step; for others, and threads, see {@link
 * Distribution}. Source: Durbin and Koopman, Time Series Analysis by State Space Methods, 2012,
 * chapter 2.
 */
public final class GaussianRandomWalk extends Multivariate {
  private static final String NAME = "GaussianRandomWalk";
  private static final Slot SCALE = new Slot(NAME, "scale", Constraints.positive());
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private final Operand scale;
  private final int numSteps;

  private GaussianRandomWalk(Operand scale, int numSteps, Shape batchShape) {
    super(batchShape, Shapes.of(numSteps));
    this.scale = scale;
    this.numSteps = numSteps;
  }

  /** With this standard deviation of each of so many steps. */
  public static GaussianRandomWalk of(Tensor scale, int numSteps) {
    return of(SCALE.of(scale), numSteps);
  }

  /** With this standard deviation of each of so many steps, float32. */
  public static GaussianRandomWalk of(double scale, int numSteps) {
    return of(SCALE.of(scale), numSteps);
  }

  private static GaussianRandomWalk of(Operand scale, int numSteps) {
    if (numSteps < 1) {
      throw new ShapeException(NAME + ": numSteps is " + numSteps + ". Needed: 1 or more.");
    }
    return new GaussianRandomWalk(scale, numSteps, scale.shape());
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.real(), 1);
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return each().times(noise.normal(fullShape(), type()).cumSum(-1));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor before = value.narrow(-1, 0, numSteps - 1L);
    Tensor steps = value.narrow(-1, 1, numSteps - 1L).sub(before);
    Tensor z = each().divide(ShapeOps.cat(-1, value.narrow(-1, 0, 1), steps));
    Tensor square = z.mul(z).sum(-1).mul(-0.5);
    return scale.log().plus(HALF_LOG_2PI).times(numSteps).subtractFrom(square);
  }

  @Override
  protected GaussianRandomWalk inBatch(Shape shape) {
    return new GaussianRandomWalk(scale, numSteps, shape);
  }

  @Override
  public Tensor mean() {
    return inFull(Tensor.constant(0, type()));
  }

  @Override
  public Tensor variance() {
    Tensor count = Tensor.indices(numSteps).to(type()).add(1);
    return inFull(each().tensor(type()).square().mul(count));
  }

  @Override
  public Tensor entropy() {
    Operand step = scale.log().plus(0.5 + HALF_LOG_2PI);
    return inBatch(step.times(numSteps).tensor(type()));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SCALE.holding(scale, type()));
  }

  /** The scale, to go with the places of a walk. */
  private Operand each() {
    return scale instanceof Given given ? new Given(given.tensor().unsqueeze(-1)) : scale;
  }

  private DataType type() {
    return scale.type();
  }
}
