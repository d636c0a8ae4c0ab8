package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.util.List;
import java.util.function.Function;

/**
 * The normal distribution between two bounds, one of which may be infinite.
 *
 * <p>{@code log p(x) = log Normal(x; loc, scale) - log(Φ((high - loc)/scale) - Φ((low -
 * loc)/scale))}, Φ being the standard normal's distribution function
 *
 * <p>{@code loc} and {@code scale} (greater than 0) are mean and standard deviation before
 * truncation; {@code low} and {@code high}, which must be greater, are the bounds, infinite if
 * there is none. All are in the unit of x and broadcast to the batch shape. Support: from {@code
 * low} to {@code high}, both included; other numbers have density 0. An infinite bound within a
 * tensor is not known to {@link #support}, which then has no bijector: give it as a number, or take
 * {@link #ofLow(Tensor, Tensor, Tensor) ofLow} and {@link #ofHigh(Tensor, Tensor, Tensor) ofHigh}.
 *
 * <p>Exact far out in the tails and between bounds that are close: the density is measured at the
 * point between the bounds that is nearest to loc, not at loc. Reparameterised: the quantile of a
 * uniform number.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 13, section 10.1.
 */
public final class TruncatedNormal extends Univariate {
  private static final Slot LOC = new Slot("TruncatedNormal", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("TruncatedNormal", "scale", Constraints.positive());
  private static final Slot LOW = new Slot("TruncatedNormal", "low", Constraints.real());
  private static final Slot HIGH = new Slot("TruncatedNormal", "high", Constraints.real());
  private static final Slot WIDTH =
      new Slot("TruncatedNormal", "high - low", Constraints.positive());
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final Operand loc;
  private final Operand scale;
  private final Operand low;
  private final Operand high;
  private final Option<Double> logMass;

  private TruncatedNormal(Operand loc, Operand scale, Operand low, Operand high, Shape batchShape) {
    super(batchShape);
    this.loc = loc;
    this.scale = scale;
    this.low = low;
    this.high = high;
    this.logMass = logMass(standard(low, loc, scale), standard(high, loc, scale));
  }

  /** With this mean and standard deviation before truncation, between these bounds. */
  public static TruncatedNormal of(Tensor loc, Tensor scale, Tensor low, Tensor high) {
    return of(LOC.of(loc), SCALE.of(scale), LOW.of(low), HIGH.of(high));
  }

  /** With this mean and standard deviation before truncation, between these bounds. */
  public static TruncatedNormal of(Tensor loc, Tensor scale, double low, double high) {
    return of(LOC.of(loc), SCALE.of(scale), LOW.of(low), HIGH.of(high));
  }

  /** With this mean and standard deviation before truncation, between these bounds. */
  public static TruncatedNormal of(Tensor loc, double scale, double low, double high) {
    return of(LOC.of(loc), SCALE.of(scale), LOW.of(low), HIGH.of(high));
  }

  /** With this mean and standard deviation before truncation, between these bounds. */
  public static TruncatedNormal of(double loc, Tensor scale, double low, double high) {
    return of(LOC.of(loc), SCALE.of(scale), LOW.of(low), HIGH.of(high));
  }

  /** With this mean and standard deviation before truncation, between these bounds. */
  public static TruncatedNormal of(double loc, double scale, Tensor low, Tensor high) {
    return of(LOC.of(loc), SCALE.of(scale), LOW.of(low), HIGH.of(high));
  }

  /** With this mean and standard deviation before truncation, between these bounds, float32. */
  public static TruncatedNormal of(double loc, double scale, double low, double high) {
    return of(LOC.of(loc), SCALE.of(scale), LOW.of(low), HIGH.of(high));
  }

  /** With this mean and standard deviation before truncation, from this bound on. */
  public static TruncatedNormal ofLow(Tensor loc, Tensor scale, Tensor low) {
    return of(LOC.of(loc), SCALE.of(scale), LOW.of(low), Operand.of(INFINITY));
  }

  /** With this mean and standard deviation before truncation, from this bound on. */
  public static TruncatedNormal ofLow(Tensor loc, Tensor scale, double low) {
    return of(LOC.of(loc), SCALE.of(scale), LOW.of(low), Operand.of(INFINITY));
  }

  /** With this mean and standard deviation before truncation, from this bound on, float32. */
  public static TruncatedNormal ofLow(double loc, double scale, double low) {
    return of(LOC.of(loc), SCALE.of(scale), LOW.of(low), Operand.of(INFINITY));
  }

  /** With this mean and standard deviation before truncation, from this bound down. */
  public static TruncatedNormal ofHigh(Tensor loc, Tensor scale, Tensor high) {
    return of(LOC.of(loc), SCALE.of(scale), Operand.of(-INFINITY), HIGH.of(high));
  }

  /** With this mean and standard deviation before truncation, from this bound down. */
  public static TruncatedNormal ofHigh(Tensor loc, Tensor scale, double high) {
    return of(LOC.of(loc), SCALE.of(scale), Operand.of(-INFINITY), HIGH.of(high));
  }

  /** With this mean and standard deviation before truncation, from this bound down, float32. */
  public static TruncatedNormal ofHigh(double loc, double scale, double high) {
    return of(LOC.of(loc), SCALE.of(scale), Operand.of(-INFINITY), HIGH.of(high));
  }

  private static TruncatedNormal of(Operand loc, Operand scale, Operand low, Operand high) {
    if (low instanceof Known least && high instanceof Known most) {
      WIDTH.checked(most.number() - least.number());
    }
    Shape batch = Operand.batchOf("TruncatedNormal", loc, scale, low, high);
    return new TruncatedNormal(loc, scale, low, high, batch);
  }

  @Override
  public Constraint support() {
    if (low.is(-INFINITY)) {
      return high.is(INFINITY)
          ? Constraints.real()
          : bounded(high, Constraints::lessThanEq, Constraints::lessThanEq);
    }
    if (high.is(INFINITY)) {
      return bounded(low, Constraints::greaterThanEq, Constraints::greaterThanEq);
    }
    return low instanceof Known least && high instanceof Known most
        ? Constraints.interval(least.number(), most.number())
        : Constraints.interval(low.tensor(type()), high.tensor(type()));
  }

  private Constraint bounded(
      Operand bound, Function<Double, Constraint> ofNumber, Function<Tensor, Constraint> ofTensor) {
    return bound instanceof Known known
        ? ofNumber.apply(known.number())
        : ofTensor.apply(bound.tensor(type()));
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return icdf(noise.uniform(batchShape(), DataType.FLOAT64)).to(type());
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Operand near = nearest();
    Tensor beyond = scale.divide(near.subtractFrom(value));
    Tensor sum = scale.divide(near.minus(loc).addTo(loc.subtractFrom(value)));
    Operand mass = logMass.map(Operand::of).getOrElse(() -> massBeside(value));
    Operand top = mass.plus(scale.log()).times(-1);
    return only(support().check(value), top.minus(beyond.mul(sum).mul(0.5)));
  }

  private Operand massBeside(Tensor x) {
    return Operand.of(standard(low).beside(x).logTruncatedMass(standard(high).beside(x)));
  }

  /** Of bounds that are known, computed once. */
  private static Option<Double> logMass(Operand low, Operand high) {
    if (low instanceof Known a && high instanceof Known b) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor from = Tensor.constant(a.number(), DataType.FLOAT64);
        Tensor to = Tensor.constant(b.number(), DataType.FLOAT64);
        return Option.of(from.logTruncatedMass(to).item());
      }
    }
    return Option.none();
  }

  /** The point between the bounds that is nearest to loc. */
  private Operand nearest() {
    if (loc instanceof Known a && low instanceof Known b && high instanceof Known c) {
      return Operand.of(Math.min(Math.max(a.number(), b.number()), c.number()));
    }
    Tensor near = loc.tensor(type());
    Tensor fromLow = low.is(-INFINITY) ? near : near.maximum(low.beside(near));
    return Operand.of(high.is(INFINITY) ? fromLow : fromLow.minimum(high.beside(near)));
  }

  private Operand standard(Operand bound) {
    return standard(bound, loc, scale);
  }

  /** How many scales a bound lies beyond loc; an infinite one takes no part in gradients. */
  private static Operand standard(Operand bound, Operand loc, Operand scale) {
    if (bound instanceof Known known) {
      return Double.isInfinite(known.number()) ? bound : bound.minus(loc).over(scale);
    }
    Tensor given = bound.tensor();
    Tensor isInfinite = given.isInf();
    Tensor finite = Operand.of(isInfinite.where(0, given)).minus(loc).over(scale).tensor();
    return Operand.of(isInfinite.where(given.detach(), finite));
  }

  /** In double precision: what is left of loc and scale is small, far out in a tail. */
  private Truncation truncation() {
    return Truncation.between(
        wideBound(low).tensor(DataType.FLOAT64), wideBound(high).tensor(DataType.FLOAT64));
  }

  private Operand wideBound(Operand bound) {
    return standard(wide(bound), wide(loc), wide(scale));
  }

  private static Operand wide(Operand operand) {
    return operand.map(number -> number, tensor -> tensor.to(DataType.FLOAT64));
  }

  @Override
  protected TruncatedNormal inBatch(Shape shape) {
    return new TruncatedNormal(loc, scale, low, high, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(moved(truncation().mean()).to(type()));
  }

  @Override
  public Tensor variance() {
    Operand width = wide(scale);
    return inBatch(width.times(width.times(truncation().variance())).to(type()));
  }

  @Override
  public Tensor entropy() {
    return inBatch(wide(scale).log().addTo(truncation().entropy()).to(type()));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor inside = value.maximum(low.beside(value)).minimum(high.beside(value));
    Tensor z = wide(scale).divide(wide(loc).subtractFrom(inside.to(DataType.FLOAT64)));
    return truncation().cdf(z).to(inside.dataType());
  }

  /** Rounding may have gone beyond a bound, where the density is 0. */
  @Override
  public Tensor icdf(Tensor probability) {
    Tensor p = probability.to(DataType.FLOAT64);
    Tensor from = wideBound(low).beside(p);
    Tensor z = from.truncatedNormalIcdf(wideBound(high).beside(p), p);
    Tensor x = moved(z).to(probability.dataType());
    return x.maximum(low.beside(x)).minimum(high.beside(x));
  }

  private Tensor moved(Tensor z) {
    return wide(loc).addTo(wide(scale).times(z));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        LOC.holding(loc, type()),
        SCALE.holding(scale, type()),
        LOW.holding(low, type()),
        HIGH.holding(high, type()),
        WIDTH.holding(high.minus(low), type()));
  }

  private DataType type() {
    return Operand.typeOf(loc, scale, low, high);
  }
}
