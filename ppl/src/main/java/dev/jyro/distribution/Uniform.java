package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The uniform distribution on an interval.
 *
 * <p>{@code log p(x) = -log(high - low)}
 *
 * <p>{@code low} and {@code high}, which must be greater, are the ends, in the unit of x; they
 * broadcast to the batch shape. Support: from {@code low} to {@code high}, both included (Torch
 * leaves out {@code high}); other numbers have density 0. Reparameterised: {@code low + (high -
 * low) u}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 2, 1995, chapter 26.
 */
public final class Uniform extends Univariate {
  private static final Slot LOW = new Slot("Uniform", "low", Constraints.real());
  private static final Slot HIGH = new Slot("Uniform", "high", Constraints.real());
  private static final Slot WIDTH = new Slot("Uniform", "high - low", Constraints.positive());

  private final Operand low;
  private final Operand high;

  private Uniform(Operand low, Operand high, Shape batchShape) {
    super(batchShape);
    this.low = low;
    this.high = high;
  }

  /** Between these ends. */
  public static Uniform of(Tensor low, Tensor high) {
    return of(LOW.of(low), HIGH.of(high));
  }

  /** Between these ends. */
  public static Uniform of(Tensor low, double high) {
    return of(LOW.of(low), HIGH.of(high));
  }

  /** Between these ends. */
  public static Uniform of(double low, Tensor high) {
    return of(LOW.of(low), HIGH.of(high));
  }

  /** Between these ends, float32. */
  public static Uniform of(double low, double high) {
    WIDTH.checked(HIGH.checked(high) - LOW.checked(low));
    return of(LOW.of(low), HIGH.of(high));
  }

  private static Uniform of(Operand low, Operand high) {
    return new Uniform(low, high, Operand.batchOf("Uniform", low, high));
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

  /** Rounding may have gone beyond the upper end, where the density is 0. */
  @Override
  public Tensor sample(Noise noise) {
    Tensor drawn = icdf(noise.uniform(batchShape(), type()));
    return drawn.minimum(high.beside(drawn));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return only(support().check(value), width().log().from(0).beside(value));
  }

  @Override
  protected Uniform inBatch(Shape shape) {
    return new Uniform(low, high, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(low.plus(high).times(0.5).tensor());
  }

  @Override
  public Tensor variance() {
    return inBatch(width().tensor().square().div(12));
  }

  @Override
  public Tensor entropy() {
    return inBatch(width().log().tensor());
  }

  @Override
  public Tensor cdf(Tensor value) {
    return width().divide(low.subtractFrom(value)).clamp(0, 1);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return low.addTo(width().times(probability));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        LOW.holding(low, type()), HIGH.holding(high, type()), WIDTH.holding(width(), type()));
  }

  private Operand width() {
    return high.minus(low);
  }

  private DataType type() {
    return Operand.typeOf(low, high);
  }
}
