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
 * The inverse gamma distribution: one over a gamma number.
 *
 * <p>{@code log p(x) = concentration log rate - (concentration + 1) log x - rate/x - log
 * Γ(concentration)}
 *
 * <p>{@code concentration} (α) has no unit, {@code rate} (β) that of x, of which it is the scale
 * (it is the rate of 1/x). Both are greater than 0 and broadcast to the batch shape. The mean is
 * infinite for concentrations up to 1, the variance up to 2. Support: positive numbers, others have
 * density 0. Reparameterised as {@link Gamma} is: {@code rate/g}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Gelman et al., Bayesian Data Analysis,
 * third edition, 2013, appendix A.
 */
public final class InverseGamma extends Univariate {
  private static final Slot CONCENTRATION =
      new Slot("InverseGamma", "concentration", Constraints.positive());
  private static final Slot RATE = new Slot("InverseGamma", "rate", Constraints.positive());

  private final Operand concentration;
  private final Operand rate;

  private InverseGamma(Operand concentration, Operand rate, Shape batchShape) {
    super(batchShape);
    this.concentration = concentration;
    this.rate = rate;
  }

  /** With this concentration and rate. */
  public static InverseGamma of(Tensor concentration, Tensor rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  /** With this concentration and rate. */
  public static InverseGamma of(Tensor concentration, double rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  /** With this concentration and rate. */
  public static InverseGamma of(double concentration, Tensor rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  /** With this concentration and rate, float32. */
  public static InverseGamma of(double concentration, double rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  private static InverseGamma of(Operand concentration, Operand rate) {
    return new InverseGamma(
        concentration, rate, Operand.batchOf("InverseGamma", concentration, rate));
  }

  @Override
  public Constraint support() {
    return Constraints.positive();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  /** By the logarithm, since the derivative of {@code 1/g} overflows long before itself. */
  @Override
  public Tensor sample(Noise noise) {
    Tensor each = concentration.tensor(type()).expand(batchShape());
    return finite(rate, each.standardGamma(noise.seed()).log().neg());
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor density = logDensity(exact(concentration), exact(rate), exact(value));
    return only(value.gt(0), rounded(density, value, type()));
  }

  private static Tensor logDensity(Operand concentration, Operand rate, Tensor value) {
    Tensor fall = concentration.plus(1).times(value.log()).add(rate.beside(value).div(value));
    return concentration.times(rate.log()).minus(concentration.lgamma()).minus(fall);
  }

  @Override
  protected InverseGamma inBatch(Shape shape) {
    return new InverseGamma(concentration, rate, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(rate.times(aboveElseInfinite(1, Tensor::reciprocal)));
  }

  @Override
  public Tensor variance() {
    Tensor relative = aboveElseInfinite(2, above -> above.add(1).square().mul(above).reciprocal());
    return inBatch(rate.times(rate.times(relative)));
  }

  /** A function of how much the concentration is above a bound; infinity where it is not. */
  private Tensor aboveElseInfinite(double bound, UnaryOperator<Tensor> function) {
    Tensor above = concentration.plus(-bound).tensor(type());
    Tensor isAbove = above.gt(0);
    return isAbove.where(function.apply(isAbove.where(above, 1)), Double.POSITIVE_INFINITY);
  }

  /** In double precision: where the concentration is large, little is left of large numbers. */
  @Override
  public Tensor entropy() {
    Tensor c = concentration.tensor(DataType.FLOAT64).to(DataType.FLOAT64);
    Tensor standard = c.add(c.lgamma()).sub(c.add(1).mul(c.digamma()));
    return inBatch(rate.log().addTo(standard.to(type())));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor inverse = rate.beside(value).div(value.maximum(0));
    return concentration.beside(value).gammaIncC(inverse);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor inverse = concentration.beside(probability).gammaIncInv(probability.rsub(1));
    return rate.times(inverse.reciprocal());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(CONCENTRATION.holding(concentration, type()), RATE.holding(rate, type()));
  }

  private DataType type() {
    return Operand.typeOf(concentration, rate);
  }
}
