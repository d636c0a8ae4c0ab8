package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The {@link Beta} distribution, moved and stretched to any interval.
 *
 * <p>{@code log p(x) = log Beta((x - loc)/scale; concentration1, concentration0) - log scale}
 *
 * <p>{@code concentration1} and {@code concentration0}, greater than 0, have no unit; {@code loc}
 * is the lower end and {@code scale}, greater than 0, the length of the interval, in the unit of x.
 * All broadcast to the batch shape. Support: {@code loc} to {@code loc + scale}, others have
 * density 0; at the ends the density is the limit. Reparameterised, as {@link Beta} is.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 2, 1995, section 25.1.
 */
public final class AffineBeta extends Univariate {
  private static final Slot CONCENTRATION1 =
      new Slot("AffineBeta", "concentration1", Constraints.positive());
  private static final Slot CONCENTRATION0 =
      new Slot("AffineBeta", "concentration0", Constraints.positive());
  private static final Slot LOC = new Slot("AffineBeta", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("AffineBeta", "scale", Constraints.positive());

  private final Operand concentration1;
  private final Operand concentration0;
  private final Operand loc;
  private final Operand scale;
  private final Beta beta;

  private AffineBeta(
      Operand concentration1, Operand concentration0, Operand loc, Operand scale, Shape batch) {
    super(batch);
    this.concentration1 = concentration1;
    this.concentration0 = concentration0;
    this.loc = loc;
    this.scale = scale;
    this.beta = Beta.under("AffineBeta", concentration1, concentration0).inBatch(batch);
  }

  /** With these concentrations, that of the upper end first, lower end and length. */
  public static AffineBeta of(
      Tensor concentration1, Tensor concentration0, Tensor loc, Tensor scale) {
    return of(
        CONCENTRATION1.of(concentration1),
        CONCENTRATION0.of(concentration0),
        LOC.of(loc),
        SCALE.of(scale));
  }

  /** With these concentrations, that of the upper end first, lower end and length. */
  public static AffineBeta of(
      Tensor concentration1, Tensor concentration0, double loc, double scale) {
    return of(
        CONCENTRATION1.of(concentration1),
        CONCENTRATION0.of(concentration0),
        LOC.of(loc),
        SCALE.of(scale));
  }

  /** With these concentrations, that of the upper end first, lower end and length. */
  public static AffineBeta of(
      double concentration1, double concentration0, Tensor loc, Tensor scale) {
    return of(
        CONCENTRATION1.of(concentration1),
        CONCENTRATION0.of(concentration0),
        LOC.of(loc),
        SCALE.of(scale));
  }

  /** With these concentrations, that of the upper end first, lower end and length, float32. */
  public static AffineBeta of(
      double concentration1, double concentration0, double loc, double scale) {
    return of(
        CONCENTRATION1.of(concentration1),
        CONCENTRATION0.of(concentration0),
        LOC.of(loc),
        SCALE.of(scale));
  }

  private static AffineBeta of(
      Operand concentration1, Operand concentration0, Operand loc, Operand scale) {
    Shape batch = Operand.batchOf("AffineBeta", concentration1, concentration0, loc, scale);
    return new AffineBeta(concentration1, concentration0, loc, scale, batch);
  }

  @Override
  public Constraint support() {
    Operand high = loc.plus(scale);
    return loc instanceof Known least && high instanceof Known most
        ? Constraints.interval(least.number(), most.number())
        : Constraints.interval(loc.tensor(type()), high.tensor(type()));
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  /** Rounding may have led to an end or beyond, where the density is 0 or infinite. */
  @Override
  public Tensor sample(Noise noise) {
    Tensor drawn = moved(typed().sample(noise));
    Tensor low = loc.beside(drawn);
    Tensor high = loc.plus(scale).beside(drawn);
    double step = type() == DataType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    Tensor least = low.add(low.abs().mul(step).maximum(Float.MIN_NORMAL));
    Tensor most = high.sub(high.abs().maximum(low.abs()).mul(step));
    return drawn.maximum(least).minimum(most);
  }

  /** What is left to the upper end is a difference from that end; from 1 it would be rounded. */
  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor rest = scale.divide(loc.plus(scale).minus(value));
    Tensor standard = beta.exactly(exact(standardized(value)), exact(rest));
    Tensor density = exact(scale).log().subtractFrom(standard);
    return rounded(density, value, Operand.widestOf(concentration1, concentration0, loc, scale));
  }

  @Override
  protected AffineBeta inBatch(Shape shape) {
    return new AffineBeta(concentration1, concentration0, loc, scale, shape);
  }

  @Override
  public Tensor mean() {
    return moved(typed().mean());
  }

  @Override
  public Tensor variance() {
    return scale.times(scale.times(typed().variance()));
  }

  @Override
  public Tensor entropy() {
    return scale.log().addTo(typed().entropy());
  }

  @Override
  public Tensor cdf(Tensor value) {
    return beta.cdf(standardized(value));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return moved(beta.icdf(probability));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        CONCENTRATION1.holding(concentration1, type()),
        CONCENTRATION0.holding(concentration0, type()),
        LOC.holding(loc, type()),
        SCALE.holding(scale, type()));
  }

  /** Numbers beside tensors take their type. */
  private Beta typed() {
    Operand successes = Operand.of(concentration1.tensor(type()));
    Operand failures = Operand.of(concentration0.tensor(type()));
    return Beta.under("AffineBeta", successes, failures).inBatch(batchShape());
  }

  private Tensor standardized(Tensor value) {
    return scale.divide(loc.subtractFrom(value));
  }

  private Tensor moved(Tensor share) {
    return loc.addTo(scale.times(share));
  }

  private DataType type() {
    return Operand.typeOf(concentration1, concentration0, loc, scale);
  }
}
