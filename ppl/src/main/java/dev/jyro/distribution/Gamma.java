package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The gamma distribution.
 *
 * <p>{@code log p(x) = (concentration - 1) log x - rate x + concentration log rate - log
 * Γ(concentration)}
 *
 * <p>{@code concentration} (also called shape, α) has no unit; {@code rate} (β, one over the scale)
 * has one over that of x. Both are greater than 0 and broadcast to the batch shape. Mean {@code
 * concentration/rate}; see also {@link #ofMeanAndVariance}. Support: 0 and greater, others have
 * density 0; at 0 the density is the limit.
 *
 * <p>Reparameterised, by implicit differentiation of the distribution function (Figurnov, Mohamed
 * and Mnih, Implicit Reparameterization Gradients, 2018); samples are Torch's (Marsaglia and Tsang
 * 2000) and at least 1.2e-38.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 17.
 */
public final class Gamma extends Univariate {
  private static final Slot CONCENTRATION =
      new Slot("Gamma", "concentration", Constraints.positive());
  private static final Slot RATE = new Slot("Gamma", "rate", Constraints.positive());
  private static final Slot MEAN = new Slot("Gamma", "mean", Constraints.positive());
  private static final Slot VARIANCE = new Slot("Gamma", "variance", Constraints.positive());

  private final Operand concentration;
  private final Operand rate;

  private Gamma(Operand concentration, Operand rate, Shape batchShape) {
    super(batchShape);
    this.concentration = concentration;
    this.rate = rate;
  }

  /** With this concentration and rate. */
  public static Gamma of(Tensor concentration, Tensor rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  /** With this concentration and rate. */
  public static Gamma of(Tensor concentration, double rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  /** With this concentration and rate. */
  public static Gamma of(double concentration, Tensor rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  /** With this concentration and rate, float32. */
  public static Gamma of(double concentration, double rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  /** With this mean and variance, both greater than 0. */
  public static Gamma ofMeanAndVariance(Tensor mean, Tensor variance) {
    Tensor rate = mean.div(variance);
    return of(mean.mul(rate), rate);
  }

  /** With this mean and variance, both greater than 0. */
  public static Gamma ofMeanAndVariance(Tensor mean, double variance) {
    Tensor rate = mean.div(VARIANCE.checked(variance));
    return of(mean.mul(rate), rate);
  }

  /** With this mean and variance, both greater than 0. */
  public static Gamma ofMeanAndVariance(double mean, Tensor variance) {
    Tensor rate = variance.rdiv(MEAN.checked(mean));
    return of(rate.mul(mean), rate);
  }

  /** With this mean and variance, both greater than 0, float32. */
  public static Gamma ofMeanAndVariance(double mean, double variance) {
    double rate = MEAN.checked(mean) / VARIANCE.checked(variance);
    return of(mean * rate, rate);
  }

  /** What another distribution, whose parameters these are not, is made of. */
  static Gamma under(Operand concentration, Operand rate, Shape batchShape) {
    return new Gamma(concentration, rate, batchShape);
  }

  private static Gamma of(Operand concentration, Operand rate) {
    return new Gamma(concentration, rate, Operand.batchOf("Gamma", concentration, rate));
  }

  @Override
  public Constraint support() {
    return Constraints.nonNegative();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor each = concentration.tensor(type()).expand(batchShape());
    Tensor standard = each.standardGamma(noise.seed());
    return rate.is(1) ? standard : rate.divide(standard).maximum(Float.MIN_NORMAL);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor density = logDensity(exact(concentration), exact(rate), exact(value));
    return only(value.ge(0), rounded(density, value, type()));
  }

  private static Tensor logDensity(Operand concentration, Operand rate, Tensor value) {
    Tensor x = rate.times(value);
    Operand power = concentration.plus(-1);
    Tensor kernel = power.is(0) ? x.neg() : power.timesLog(x).sub(x);
    return rate.log().minus(concentration.lgamma()).addTo(kernel);
  }

  @Override
  protected Gamma inBatch(Shape shape) {
    return new Gamma(concentration, rate, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(rate.divide(concentration.tensor(type())));
  }

  @Override
  public Tensor variance() {
    return rate.divide(mean());
  }

  /** In double precision: where the concentration is large, little is left of large numbers. */
  @Override
  public Tensor entropy() {
    Tensor c = concentration.tensor(DataType.FLOAT64).to(DataType.FLOAT64);
    Tensor standard = c.add(c.lgamma()).add(c.rsub(1).mul(c.digamma()));
    return inBatch(rate.log().subtractFrom(standard.to(type())));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return concentration.beside(value).gammaInc(rate.times(value.maximum(0)));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return rate.divide(concentration.beside(probability).gammaIncInv(probability));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(CONCENTRATION.holding(concentration, type()), RATE.holding(rate, type()));
  }

  private DataType type() {
    return Operand.typeOf(concentration, rate);
  }
}
