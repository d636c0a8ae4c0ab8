package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The discrete uniform distribution: each whole number from {@code low} to {@code high} is as
 * likely as any other.
 *
 * <p>{@code log p(x) = -log(high - low + 1)}
 *
 * <p>{@code low} and {@code high} are whole numbers, the second not less than the first; both are
 * values too. They broadcast to the batch shape. Support: the whole numbers from {@code low} to
 * {@code high}, anything else has probability 0. Not reparameterised.
 *
 * <p>Errors: {@link #enumerateSupport} needs one {@code low} and one {@code high} for the whole
 * batch, and reads them. Else, and for threads, see {@link Distribution}. Source: Johnson, Kemp and
 * Kotz, Univariate Discrete Distributions, 2005, chapter 6.
 */
public final class DiscreteUniform extends Counting {
  private static final Slot LOW = new Slot("DiscreteUniform", "low", Constraints.integer());
  private static final Slot HIGH = new Slot("DiscreteUniform", "high", Constraints.integer());
  private static final Slot STEPS =
      new Slot("DiscreteUniform", "high - low", Constraints.nonNegativeInteger());

  private final Operand low;
  private final Operand high;

  private DiscreteUniform(Operand low, Operand high, Shape batchShape) {
    super(batchShape);
    this.low = low;
    this.high = high;
  }

  /** From the first to the second, both included. */
  public static DiscreteUniform of(Tensor low, Tensor high) {
    return of(LOW.of(low), HIGH.of(high));
  }

  /** From the first to the second, both included. */
  public static DiscreteUniform of(Tensor low, double high) {
    return of(LOW.of(low), HIGH.of(high));
  }

  /** From the first to the second, both included. */
  public static DiscreteUniform of(double low, Tensor high) {
    return of(LOW.of(low), HIGH.of(high));
  }

  /** From the first to the second, both included, float32. */
  public static DiscreteUniform of(double low, double high) {
    STEPS.checked(HIGH.checked(high) - LOW.checked(low));
    return of(LOW.of(low), HIGH.of(high));
  }

  private static DiscreteUniform of(Operand low, Operand high) {
    return new DiscreteUniform(low, high, Operand.batchOf("DiscreteUniform", low, high));
  }

  @Override
  public Constraint support() {
    return low instanceof Known least && high instanceof Known most
        ? Constraints.integerInterval((int) least.number(), (int) most.number())
        : Constraints.integerInterval(low.tensor(type()), high.tensor(type()));
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor steps = each(count()).mul(noise.uniform(batchShape(), type())).floor();
    return each(low).add(steps).minimum(each(high));
  }

  @Override
  Tensor score(Tensor value) {
    Tensor least = low.beside(value);
    Tensor most = high.beside(value);
    Tensor inside = value.ge(least).logicalAnd(value.le(most)).logicalAnd(value.eq(value.floor()));
    return only(inside, count().log().from(0).beside(value));
  }

  @Override
  protected DiscreteUniform inBatch(Shape shape) {
    return new DiscreteUniform(low, high, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(low.plus(high).times(0.5).tensor(type()));
  }

  @Override
  public Tensor variance() {
    return inBatch(count().tensor(type()).square().sub(1).div(12));
  }

  @Override
  public Tensor entropy() {
    return inBatch(count().log().tensor(type()));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor upTo = low.subtractFrom(number(value).floor()).add(1);
    return count().divide(upTo).clamp(0, 1);
  }

  @Override
  public Tensor enumerateSupport() {
    double least = single(low, "low");
    long count = (long) (single(high, "high") - least) + 1;
    return enumerated(Tensor.arange(count).to(type()).add(least));
  }

  private static double single(Operand operand, String parameter) {
    Tensor each = operand.tensor();
    double least = each.min().item();
    if (each.max().item() != least) {
      throw new JyroException(
          "DiscreteUniform has no enumerateSupport: %s differs within the batch. Needed: one number."
              .formatted(parameter));
    }
    return least;
  }

  private Operand count() {
    return high.minus(low).plus(1);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        LOW.holding(low, type()),
        HIGH.holding(high, type()),
        STEPS.holding(high.minus(low), type()));
  }

  @Override
  DataType type() {
    return Operand.typeOf(low, high);
  }
}
