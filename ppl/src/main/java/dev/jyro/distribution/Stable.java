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
 * The Lévy stable distributions: those whose sums are like themselves.
 *
 * <p>They have no density in closed form, so {@link #logProb} is refused: a draw can be used, but
 * not scored. Normal numbers have {@code stability} 2, Cauchy's 1 and Lévy's ½, and have densities
 * of their own.
 *
 * <p>{@code stability} (α), greater than 0 and at most 2, says how light the tails are; {@code
 * skew} (β), from -1 to 1, on which side the heavier one is. Neither has a unit. {@code scale},
 * greater than 0, and {@code loc} have that of x: a draw is {@code loc + scale z}. They broadcast
 * to the batch shape. Of the two usual coordinates {@link #of(Tensor, Tensor, Tensor, Tensor)}
 * takes S0, which is smooth in all parameters, and {@link #ofS(Tensor, Tensor, Tensor, Tensor)}
 * takes S, where z is greater by {@code skew tan(π stability/2)}: without bound as stability comes
 * near 1, and by nothing at 1. Numbers are all in the support.
 *
 * <p>The mean is NaN unless stability is greater than 1, the variance infinite unless it is 2.
 * There is no {@link #entropy}, {@link #cdf} or {@link #icdf}. Reparameterised: a smooth function
 * of a uniform and an exponential number, by Chambers, Mallows and Stuck, A Method for Simulating
 * Stable Random Variables, 1976; computed in float64 and then rounded.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Nolan, Univariate Stable Distributions,
 * 2020, chapter 1.
 */
public final class Stable extends Univariate {
  private static final Slot POSITIVE = new Slot("Stable", "stability", Constraints.positive());
  private static final Slot STABILITY = new Slot("Stable", "stability", Constraints.interval(0, 2));
  private static final Slot SKEW = new Slot("Stable", "skew", Constraints.interval(-1, 1));
  private static final Slot SCALE = new Slot("Stable", "scale", Constraints.positive());
  private static final Slot LOC = new Slot("Stable", "loc", Constraints.real());

  private enum Coordinates {
    S,
    S0
  }

  /** What a distribution is given. */
  private record Coefficients(Operand stability, Operand skew, Operand scale, Operand loc) {}

  private final Coefficients coefficients;
  private final Coordinates coordinates;

  private Stable(Coefficients coefficients, Coordinates coordinates, Shape batchShape) {
    super(batchShape);
    this.coefficients = coefficients;
    this.coordinates = coordinates;
  }

  /** With this stability, skew, scale and location, in the coordinates S0. */
  public static Stable of(Tensor stability, Tensor skew, Tensor scale, Tensor loc) {
    return of(coefficients(stability, skew, SCALE.of(scale), LOC.of(loc)), Coordinates.S0);
  }

  /** With this stability, skew, scale and location, in the coordinates S0. */
  public static Stable of(Tensor stability, Tensor skew, double scale, double loc) {
    return of(coefficients(stability, skew, SCALE.of(scale), LOC.of(loc)), Coordinates.S0);
  }

  /** With this stability, skew, scale and location, in the coordinates S0. */
  public static Stable of(double stability, double skew, Tensor scale, Tensor loc) {
    return of(coefficients(stability, skew, SCALE.of(scale), LOC.of(loc)), Coordinates.S0);
  }

  /** With this stability, skew, scale and location, in the coordinates S0, float32. */
  public static Stable of(double stability, double skew, double scale, double loc) {
    return of(coefficients(stability, skew, SCALE.of(scale), LOC.of(loc)), Coordinates.S0);
  }

  /** With this stability, skew, scale and location, in the coordinates S. */
  public static Stable ofS(Tensor stability, Tensor skew, Tensor scale, Tensor loc) {
    return of(coefficients(stability, skew, SCALE.of(scale), LOC.of(loc)), Coordinates.S);
  }

  /** With this stability, skew, scale and location, in the coordinates S. */
  public static Stable ofS(Tensor stability, Tensor skew, double scale, double loc) {
    return of(coefficients(stability, skew, SCALE.of(scale), LOC.of(loc)), Coordinates.S);
  }

  /** With this stability, skew, scale and location, in the coordinates S. */
  public static Stable ofS(double stability, double skew, Tensor scale, Tensor loc) {
    return of(coefficients(stability, skew, SCALE.of(scale), LOC.of(loc)), Coordinates.S);
  }

  /** With this stability, skew, scale and location, in the coordinates S, float32. */
  public static Stable ofS(double stability, double skew, double scale, double loc) {
    return of(coefficients(stability, skew, SCALE.of(scale), LOC.of(loc)), Coordinates.S);
  }

  private static Coefficients coefficients(
      Tensor stability, Tensor skew, Operand scale, Operand loc) {
    return new Coefficients(STABILITY.of(stability), SKEW.of(skew), scale, loc);
  }

  private static Coefficients coefficients(
      double stability, double skew, Operand scale, Operand loc) {
    return new Coefficients(STABILITY.of(POSITIVE.checked(stability)), SKEW.of(skew), scale, loc);
  }

  private static Stable of(Coefficients coefficients, Coordinates coordinates) {
    Shape batch =
        Operand.batchOf(
            "Stable",
            coefficients.stability,
            coefficients.skew,
            coefficients.scale,
            coefficients.loc);
    return new Stable(coefficients, coordinates, batch);
  }

  @Override
  public Constraint support() {
    return Constraints.real();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor uniform = noise.at(1).uniform(batchShape(), DataType.FLOAT64);
    Tensor wait = noise.at(2).exponential(batchShape(), DataType.FLOAT64);
    Tensor z =
        StableDraws.of(
            inDouble(coefficients.stability), inDouble(coefficients.skew), uniform, wait);
    Tensor moved = coordinates == Coordinates.S0 ? z : z.add(shift());
    return coefficients.loc.addTo(coefficients.scale.times(moved.to(type())));
  }

  /**
   * Refused.
   *
   * @throws JyroException always
   */
  @Override
  protected Tensor logDensity(Tensor value) {
    throw new JyroException(
        "Stable: logProb has no closed form, so values cannot be scored. Fix one of: take Levy"
            + " (stability 1/2), Cauchy (1) or Normal (2), which have densities; let the model use"
            + " the draw without observing it.");
  }

  @Override
  protected Stable inBatch(Shape shape) {
    return new Stable(coefficients, coordinates, shape);
  }

  @Override
  public Tensor mean() {
    Tensor around = coefficients.loc.tensor(type());
    Tensor isFinite = coefficients.stability.tensor(type()).gt(1);
    Tensor mean =
        coordinates == Coordinates.S
            ? around
            : around.sub(coefficients.scale.times(shift().to(type())));
    return inBatch(isFinite.where(mean, Double.NaN));
  }

  @Override
  public Tensor variance() {
    Tensor width = coefficients.scale.tensor(type());
    Tensor isNormal = coefficients.stability.tensor(type()).eq(2);
    return inBatch(isNormal.where(width.square().mul(2), Double.POSITIVE_INFINITY));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        POSITIVE.holding(coefficients.stability, type()),
        STABILITY.holding(coefficients.stability, type()),
        SKEW.holding(coefficients.skew, type()),
        SCALE.holding(coefficients.scale, type()),
        LOC.holding(coefficients.loc, type()));
  }

  /** From S0 to S. */
  private Tensor shift() {
    return inDouble(coefficients.skew)
        .mul(StableDraws.tangent(inDouble(coefficients.stability).rsub(1)));
  }

  private Tensor inDouble(Operand parameter) {
    return parameter.tensor(type()).to(DataType.FLOAT64);
  }

  private DataType type() {
    return Operand.typeOf(
        coefficients.stability, coefficients.skew, coefficients.scale, coefficients.loc);
  }
}
