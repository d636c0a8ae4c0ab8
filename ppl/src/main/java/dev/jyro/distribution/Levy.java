package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Lévy distribution: when a Brownian motion without drift first reaches a line. Its tail is so
 * heavy that mean and variance are infinite.
 *
 * <p>{@code log p(x) = ½ log(scale/2π) - 3/2 log(x - loc) - scale/(2 (x - loc))}
 *
 * <p>{@code loc} is where it begins, {@code scale}, greater than 0, in the same unit, how far it
 * reaches; they broadcast to the batch shape. It is the {@link Stable} distribution of stability ½
 * and skew 1. Support: numbers greater than {@code loc}, others have density 0. Reparameterised:
 * {@code loc + scale/ε²}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, section 12.4.3.
 */
public final class Levy extends Univariate {
  private static final Slot LOC = new Slot("Levy", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("Levy", "scale", Constraints.positive());
  private static final double TURN = 2 * Math.PI;
  private static final double EULER = 0.5772156649015329;

  private final Operand loc;
  private final Operand scale;

  private Levy(Operand loc, Operand scale, Shape batchShape) {
    super(batchShape);
    this.loc = loc;
    this.scale = scale;
  }

  /** With this beginning and scale. */
  public static Levy of(Tensor loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this beginning and scale. */
  public static Levy of(Tensor loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this beginning and scale. */
  public static Levy of(double loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this beginning and scale, float32. */
  public static Levy of(double loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  private static Levy of(Operand loc, Operand scale) {
    return new Levy(loc, scale, Operand.batchOf("Levy", loc, scale));
  }

  @Override
  public Constraint support() {
    return loc instanceof Known known
        ? Constraints.greaterThan(known.number())
        : Constraints.greaterThan(loc.tensor(type()));
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor normal = noise.normal(batchShape(), type());
    Tensor drawn = loc.addTo(scale.over(Operand.of(normal.mul(normal))).tensor());
    return loc.is(0) ? drawn : drawn.maximum(next().beside(drawn));
  }

  /** The number after loc, or a little more: rounding may have led back to loc. */
  private Operand next() {
    double step = type() == DataType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    return loc.map(x -> x + step * Math.abs(x), x -> x.add(x.abs().mul(step)));
  }

  /** At loc itself two infinities would meet. */
  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor way = loc.subtractFrom(value);
    Tensor isInside = way.gt(0);
    Tensor inside = isInside.where(way, 1);
    Operand height = scale.log().plus(-Math.log(TURN)).times(0.5);
    Tensor fall = inside.log().mul(1.5).add(scale.times(0.5).over(Operand.of(inside)).tensor());
    return only(isInside, height.minus(fall));
  }

  @Override
  protected Levy inBatch(Shape shape) {
    return new Levy(loc, scale, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(scale.tensor(type()).constant(Double.POSITIVE_INFINITY));
  }

  @Override
  public Tensor variance() {
    return mean();
  }

  @Override
  public Tensor entropy() {
    double standard = (1 + 3 * EULER + Math.log(16 * Math.PI)) / 2;
    return inBatch(scale.tensor(type()).log().add(standard));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor way = loc.subtractFrom(value).maximum(0);
    return scale.times(0.5).over(Operand.of(way)).tensor().sqrt().erfc();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor normal = probability.mul(0.5).ndtri();
    return loc.addTo(scale.over(Operand.of(normal.mul(normal))).tensor());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc, type()), SCALE.holding(scale, type()));
  }

  private DataType type() {
    return Operand.typeOf(loc, scale);
  }
}
