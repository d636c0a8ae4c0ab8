package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The log-uniform (reciprocal) distribution: {@code log x} is uniform.
 *
 * <p>{@code log p(x) = -log x - log(log(high/low))}
 *
 * <p>{@code low} and {@code high}, which must be greater, are the ends, positive and in the unit of
 * x (not its logarithm); they broadcast to the batch shape. Support: from {@code low} to {@code
 * high}, both included; other numbers have density 0. Reparameterised: {@code low (high/low)^u}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Hamming, On the Distribution of Numbers,
 * 1970.
 */
public final class LogUniform extends Univariate {
  private static final Slot LOW = new Slot("LogUniform", "low", Constraints.positive());
  private static final Slot HIGH = new Slot("LogUniform", "high", Constraints.positive());
  private static final Slot WIDTH = new Slot("LogUniform", "high - low", Constraints.positive());

  private final Operand low;
  private final Operand high;

  private LogUniform(Operand low, Operand high, Shape batchShape) {
    super(batchShape);
    this.low = low;
    this.high = high;
  }

  /** Between these ends. */
  public static LogUniform of(Tensor low, Tensor high) {
    return of(LOW.of(low), HIGH.of(high));
  }

  /** Between these ends. */
  public static LogUniform of(Tensor low, double high) {
    return of(LOW.of(low), HIGH.of(high));
  }

  /** Between these ends. */
  public static LogUniform of(double low, Tensor high) {
    return of(LOW.of(low), HIGH.of(high));
  }

  /** Between these ends, float32. */
  public static LogUniform of(double low, double high) {
    return of(LOW.of(low), HIGH.of(high));
  }

  private static LogUniform of(Operand low, Operand high) {
    if (low instanceof Known least && high instanceof Known most) {
      WIDTH.checked(most.number() - least.number());
    }
    return new LogUniform(low, high, Operand.batchOf("LogUniform", low, high));
  }

  @Override
  public Constraint support() {
    return low instanceof Known least && high instanceof Known most
        ? Constraints.interval(least.number(), most.number())
        : Constraints.interval(low.tensor(type()), high.tensor(type()));
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  /** Rounding may have gone beyond an end, where the density is 0. */
  @Override
  public Tensor sample(Noise noise) {
    Tensor drawn = icdf(noise.uniform(batchShape(), type()));
    return drawn.maximum(low.beside(drawn)).minimum(high.beside(drawn));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return only(support().check(value), width().log().from(0).minus(value.log()));
  }

  /** The distance of the ends' logarithms, exact however close they are. */
  private Operand width() {
    return high.minus(low).over(low).map(Math::log1p, Tensor::log1p);
  }

  @Override
  protected LogUniform inBatch(Shape shape) {
    return new LogUniform(low, high, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(high.minus(low).over(width()).tensor(type()));
  }

  /**
   * As {@code mean² (E(x²)/mean² - 1)}: with w the width, half of it over its hyperbolic tangent.
   */
  @Override
  public Tensor variance() {
    Tensor half = width().times(0.5).tensor(type());
    return mean().square().mul(half.div(half.tanh()).sub(1));
  }

  @Override
  public Tensor entropy() {
    Operand middle = low.log().plus(high.log()).times(0.5);
    return inBatch(middle.plus(width().log()).tensor(type()));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor inside = value.maximum(low.beside(value));
    return width().divide(low.divide(inside).log()).minimum(1);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return low.times(width().times(probability).exp());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        LOW.holding(low, type()),
        HIGH.holding(high, type()),
        WIDTH.holding(high.minus(low), type()));
  }

  private DataType type() {
    return Operand.typeOf(low, high);
  }
}
