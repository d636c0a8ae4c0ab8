package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A distribution cut to an interval: what the base gives, if that lies between {@code low} and
 * {@code high}.
 *
 * <p>{@code log p(x) = log base(x) - log(F(high) - F(low))} with the base's distribution function F
 *
 * <p>The base is any continuous distribution of single numbers that has a {@code cdf}; to be
 * sampled it needs an {@code icdf} too. {@code low} and {@code high}, in the unit of x, lie in its
 * support or are, as numbers, infinite; they broadcast with the base's batch. Support: from {@code
 * low} to {@code high}, others have density 0. Reparameterised if the base is: {@code icdf(F(low) +
 * u (F(high) - F(low)))}.
 *
 * <p>The probability within is a difference of two values of F, so its digits are lost where F is
 * almost 1: far out at the upper end take a distribution that is made for it, such as {@link
 * TruncatedNormal}. {@link #validate} refuses a probability of 0. There is no {@link #mean} and no
 * {@link #entropy}.
 *
 * <p>Errors: {@link ShapeException} for a base of vectors, {@link JyroException} for one whose
 * values can be counted. Else, and for threads, see {@link Distribution}. Source: Johnson, Kotz and
 * Balakrishnan, Continuous Univariate Distributions, volume 1, 1994, chapter 10.
 */
public final class Truncated extends Univariate {
  private static final Slot LOW = new Slot("Truncated", "low", Constraints.real());
  private static final Slot HIGH = new Slot("Truncated", "high", Constraints.real());
  private static final Slot WIDTH = new Slot("Truncated", "high - low", Constraints.positive());
  private static final Slot MASS =
      new Slot("Truncated", "probability within", Constraints.positive());

  private final Distribution base;
  private final Operand low;
  private final Operand high;

  private Truncated(Distribution base, Operand low, Operand high) {
    super(base.batchShape());
    this.base = base;
    this.low = low;
    this.high = high;
  }

  /** The base between these. */
  public static Truncated of(Distribution base, Tensor low, Tensor high) {
    return of(base, LOW.of(low), HIGH.of(high));
  }

  /** The base between these. */
  public static Truncated of(Distribution base, Tensor low, double high) {
    return of(base, LOW.of(low), HIGH.of(high));
  }

  /** The base between these. */
  public static Truncated of(Distribution base, double low, Tensor high) {
    return of(base, LOW.of(low), HIGH.of(high));
  }

  /** The base between these. */
  public static Truncated of(Distribution base, double low, double high) {
    WIDTH.checked(HIGH.checked(high) - LOW.checked(low));
    return of(base, LOW.of(low), HIGH.of(high));
  }

  private static Truncated of(Distribution base, Operand low, Operand high) {
    Shape own = ofReals("Truncated", base).batchShape();
    Shape batch = Operand.batchOf("Truncated", own, low.shape(), high.shape());
    return new Truncated(base.expand(batch), low, high);
  }

  /** The distribution before it is cut. */
  public Distribution base() {
    return base;
  }

  @Override
  public Constraint support() {
    if (isOpenBelow()) {
      return isOpenAbove() ? base.support() : upToHigh();
    }
    return isOpenAbove() ? from() : between();
  }

  private Constraint between() {
    return low instanceof Known least && high instanceof Known most
        ? Constraints.interval(least.number(), most.number())
        : Constraints.interval(low.tensor(type()), high.tensor(type()));
  }

  private Constraint from() {
    return low instanceof Known known
        ? Constraints.greaterThanEq(known.number())
        : Constraints.greaterThanEq(low.tensor());
  }

  private Constraint upToHigh() {
    return high instanceof Known known
        ? Constraints.lessThanEq(known.number())
        : Constraints.lessThanEq(high.tensor());
  }

  @Override
  public boolean isReparameterized() {
    return base.isReparameterized();
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor drawn = icdf(noise.uniform(batchShape(), type()));
    return isReparameterized() ? drawn : drawn.detach();
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor inside = value.ge(low.beside(value)).logicalAnd(value.le(high.beside(value)));
    return only(inside, mass().log().subtractFrom(within(base, value)));
  }

  @Override
  protected Truncated inBatch(Shape shape) {
    return new Truncated(base.expand(shape), low, high);
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor cut = value.maximum(low.beside(value)).minimum(high.beside(value));
    return mass().divide(below().subtractFrom(base.cdf(cut)));
  }

  /** Rounding is kept off the ends that are infinite, and from going beyond the others. */
  @Override
  public Tensor icdf(Tensor probability) {
    Ends ends = Ends.of(probability.dataType());
    double least = isOpenBelow() ? ends.least() : 0;
    double most = isOpenAbove() ? ends.most() : 1;
    Tensor ofBase = below().addTo(mass().times(probability));
    Tensor found = base.icdf(ofBase.clamp(least, most));
    return found.maximum(low.beside(found)).minimum(high.beside(found));
  }

  /** F(low), which for a known end at infinity is known. */
  private Operand below() {
    return isOpenBelow() ? Operand.of(0) : Operand.of(base.cdf(low.tensor(type())));
  }

  /** F(high). */
  private Operand upTo() {
    return isOpenAbove() ? Operand.of(1) : Operand.of(base.cdf(high.tensor(type())));
  }

  private Operand mass() {
    return upTo().minus(below());
  }

  private boolean isOpenBelow() {
    return low.is(Double.NEGATIVE_INFINITY);
  }

  private boolean isOpenAbove() {
    return high.is(Double.POSITIVE_INFINITY);
  }

  @Override
  public List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(base.parameters());
    all.add(LOW.holding(low, type()));
    all.add(HIGH.holding(high, type()));
    all.add(WIDTH.holding(high.minus(low), type()));
    all.add(MASS.holding(mass(), type()));
    return all;
  }

  /** That of the ends or, if they are numbers, of the base's parameters. */
  private DataType type() {
    return low instanceof Known && high instanceof Known
        ? base.parameters().stream()
            .map(parameter -> parameter.value().dataType())
            .filter(DataType::isFloating)
            .findFirst()
            .orElse(DataType.FLOAT32)
        : Operand.typeOf(low, high);
  }
}
