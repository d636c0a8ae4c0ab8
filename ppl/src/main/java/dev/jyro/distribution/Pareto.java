package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The Pareto distribution: exponential on a logarithmic scale, from a least value on.
 *
 * <p>{@code log p(x) = log(alpha/scale) - (alpha + 1) log(x/scale)}
 *
 * <p>{@code scale}, in the unit of x, is the least value; {@code alpha}, which has no unit, tells
 * how fast the tail falls. Both are greater than 0 and broadcast to the batch shape. The mean is
 * infinite for alpha up to 1, the variance up to 2. Support: {@code scale} and greater, others have
 * density 0. Reparameterised: {@code scale exp(e/alpha)}, e exponential.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 20.
 */
public final class Pareto extends Univariate {
  private static final Slot SCALE = new Slot("Pareto", "scale", Constraints.positive());
  private static final Slot ALPHA = new Slot("Pareto", "alpha", Constraints.positive());

  private final Operand scale;
  private final Operand alpha;

  private Pareto(Operand scale, Operand alpha, Shape batchShape) {
    super(batchShape);
    this.scale = scale;
    this.alpha = alpha;
  }

  /** With this least value and this exponent. */
  public static Pareto of(Tensor scale, Tensor alpha) {
    return of(SCALE.of(scale), ALPHA.of(alpha));
  }

  /** With this least value and this exponent. */
  public static Pareto of(Tensor scale, double alpha) {
    return of(SCALE.of(scale), ALPHA.of(alpha));
  }

  /** With this least value and this exponent. */
  public static Pareto of(double scale, Tensor alpha) {
    return of(SCALE.of(scale), ALPHA.of(alpha));
  }

  /** With this least value and this exponent, float32. */
  public static Pareto of(double scale, double alpha) {
    return of(SCALE.of(scale), ALPHA.of(alpha));
  }

  private static Pareto of(Operand scale, Operand alpha) {
    return new Pareto(scale, alpha, Operand.batchOf("Pareto", scale, alpha));
  }

  @Override
  public Constraint support() {
    return scale instanceof Known least
        ? Constraints.greaterThanEq(least.number())
        : Constraints.greaterThanEq(scale.tensor(type()));
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return finite(scale, alpha.divide(noise.exponential(batchShape(), type())));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor fall = alpha.plus(1).times(scale.divide(value).log());
    return only(support().check(value), alpha.over(scale).log().minus(fall));
  }

  @Override
  protected Pareto inBatch(Shape shape) {
    return new Pareto(scale, alpha, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(scale.times(aboveElseInfinite(1, above -> above.reciprocal().add(1))));
  }

  @Override
  public Tensor variance() {
    Tensor relative =
        aboveElseInfinite(2, above -> above.add(2).div(above.mul(above.add(1).square())));
    return inBatch(scale.times(scale.times(relative)));
  }

  /** A function of how much alpha is above a bound; infinity where it is not. */
  private Tensor aboveElseInfinite(double bound, UnaryOperator<Tensor> function) {
    Tensor above = alpha.plus(-bound).tensor(type());
    Tensor isAbove = above.gt(0);
    return isAbove.where(function.apply(isAbove.where(above, 1)), Double.POSITIVE_INFINITY);
  }

  @Override
  public Tensor entropy() {
    Tensor spread = alpha.tensor(type()).reciprocal().add(1);
    return inBatch(scale.over(alpha).log().addTo(spread));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor least = scale.beside(value);
    return alpha.times(scale.divide(value.maximum(least)).log()).neg().expm1().neg();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return scale.times(alpha.divide(probability.neg().log1p().neg()).exp());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SCALE.holding(scale, type()), ALPHA.holding(alpha, type()));
  }

  private DataType type() {
    return Operand.typeOf(scale, alpha);
  }
}
