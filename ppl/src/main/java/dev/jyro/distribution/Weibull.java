package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Weibull distribution: how long a thing lasts that fails at a rate which is a power of its
 * age.
 *
 * <p>{@code log p(x) = log(concentration/scale) + (concentration - 1) log(x/scale) -
 * (x/scale)^concentration}
 *
 * <p>{@code scale} (λ), in the unit of x, is outlived with probability 1/e; {@code concentration}
 * (k) has no unit: below 1 the rate of failures falls with age, above 1 it rises. Both are greater
 * than 0 and broadcast to the batch shape. Support: 0 and greater, others have density 0; at 0 the
 * density is the limit. Reparameterised: {@code scale e^(1/concentration)}, e exponential; samples
 * are at least 1.2e-38.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 21.
 */
public final class Weibull extends Univariate {
  private static final Slot SCALE = new Slot("Weibull", "scale", Constraints.positive());
  private static final Slot CONCENTRATION =
      new Slot("Weibull", "concentration", Constraints.positive());
  private static final double EULER = 0.5772156649015329;

  private final Operand scale;
  private final Operand concentration;

  private Weibull(Operand scale, Operand concentration, Shape batchShape) {
    super(batchShape);
    this.scale = scale;
    this.concentration = concentration;
  }

  /** With this scale and concentration. */
  public static Weibull of(Tensor scale, Tensor concentration) {
    return of(SCALE.of(scale), CONCENTRATION.of(concentration));
  }

  /** With this scale and concentration. */
  public static Weibull of(Tensor scale, double concentration) {
    return of(SCALE.of(scale), CONCENTRATION.of(concentration));
  }

  /** With this scale and concentration. */
  public static Weibull of(double scale, Tensor concentration) {
    return of(SCALE.of(scale), CONCENTRATION.of(concentration));
  }

  /** With this scale and concentration, float32. */
  public static Weibull of(double scale, double concentration) {
    return of(SCALE.of(scale), CONCENTRATION.of(concentration));
  }

  private static Weibull of(Operand scale, Operand concentration) {
    return new Weibull(scale, concentration, Operand.batchOf("Weibull", scale, concentration));
  }

  @Override
  public Constraint support() {
    return Constraints.nonNegative();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  /** With the scale in the logarithm, where neither end is out of its gradient's reach. */
  @Override
  public Tensor sample(Noise noise) {
    Tensor wait = noise.exponential(batchShape(), type()).maximum(Float.MIN_NORMAL);
    Tensor log = scale.log().addTo(concentration.divide(wait.log()));
    return finite(Operand.of(1), log).maximum(Float.MIN_NORMAL);
  }

  /** The log density is -∞ at infinity too, where its formula has no value. */
  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor z = scale.divide(value);
    Tensor fall = z.pow(concentration.beside(z));
    Tensor kernel = concentration.plus(-1).timesLog(z).sub(fall);
    Tensor inside = z.ge(0).logicalAnd(z.lt(Double.POSITIVE_INFINITY));
    return only(inside, concentration.over(scale).log().addTo(kernel));
  }

  @Override
  protected Weibull inBatch(Shape shape) {
    return new Weibull(scale, concentration, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(scale.times(logMoment(1).exp()));
  }

  /** As {@code E(z)² (E(z²)/E(z)² - 1)}, with less cancellation. */
  @Override
  public Tensor variance() {
    Tensor excess = logMoment(2).sub(logMoment(1).mul(2)).expm1();
    return mean().square().mul(excess);
  }

  /** The logarithm of the expectation of z to this power. */
  private Tensor logMoment(double power) {
    return concentration.tensor(type()).rdiv(power).add(1).lgamma();
  }

  @Override
  public Tensor entropy() {
    Tensor spread = concentration.tensor(type()).reciprocal().rsub(1).mul(EULER).add(1);
    return inBatch(scale.over(concentration).log().addTo(spread));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor z = scale.divide(value.maximum(0));
    return z.pow(concentration.beside(z)).neg().expm1().neg();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor wait = probability.neg().log1p().neg();
    Tensor power = concentration.map(c -> 1 / c, Tensor::reciprocal).beside(wait);
    return scale.times(wait.pow(power));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SCALE.holding(scale, type()), CONCENTRATION.holding(concentration, type()));
  }

  private DataType type() {
    return Operand.typeOf(scale, concentration);
  }
}
