package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Kumaraswamy distribution: much like {@link Beta}, with a distribution function in closed
 * form.
 *
 * <p>{@code log p(x) = log(a b) + (a - 1) log x + (b - 1) log(1 - x^a)} where a is {@code
 * concentration1} and b is {@code concentration0}
 *
 * <p>Both have no unit, are greater than 0 and broadcast to the batch shape. Support: 0 to 1,
 * others have density 0; at the ends the density is the limit. Reparameterised: {@code (1 -
 * exp(-e/b))^(1/a)}, e exponential; samples stay off 0 and 1 by the least that their type allows.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Jones, Kumaraswamy's Distribution: A
 * Beta-Type Distribution with Some Tractability Advantages, 2009.
 */
public final class Kumaraswamy extends Univariate {
  private static final Slot CONCENTRATION1 =
      new Slot("Kumaraswamy", "concentration1", Constraints.positive());
  private static final Slot CONCENTRATION0 =
      new Slot("Kumaraswamy", "concentration0", Constraints.positive());
  private static final double EULER = 0.5772156649015329;

  private final Operand concentration1;
  private final Operand concentration0;

  private Kumaraswamy(Operand concentration1, Operand concentration0, Shape batchShape) {
    super(batchShape);
    this.concentration1 = concentration1;
    this.concentration0 = concentration0;
  }

  /** With these concentrations, that of 1 first. */
  public static Kumaraswamy of(Tensor concentration1, Tensor concentration0) {
    return of(CONCENTRATION1.of(concentration1), CONCENTRATION0.of(concentration0));
  }

  /** With these concentrations, that of 1 first. */
  public static Kumaraswamy of(Tensor concentration1, double concentration0) {
    return of(CONCENTRATION1.of(concentration1), CONCENTRATION0.of(concentration0));
  }

  /** With these concentrations, that of 1 first. */
  public static Kumaraswamy of(double concentration1, Tensor concentration0) {
    return of(CONCENTRATION1.of(concentration1), CONCENTRATION0.of(concentration0));
  }

  /** With these concentrations, that of 1 first, float32. */
  public static Kumaraswamy of(double concentration1, double concentration0) {
    return of(CONCENTRATION1.of(concentration1), CONCENTRATION0.of(concentration0));
  }

  private static Kumaraswamy of(Operand concentration1, Operand concentration0) {
    return new Kumaraswamy(
        concentration1,
        concentration0,
        Operand.batchOf("Kumaraswamy", concentration1, concentration0));
  }

  @Override
  public Constraint support() {
    return Constraints.unitInterval();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    boolean isDouble = type() == DataType.FLOAT64;
    double most = isDouble ? Math.nextDown(1.0) : Math.nextDown(1f);
    Tensor wait = noise.exponential(batchShape(), type());
    return reached(wait).clamp(Float.MIN_NORMAL, most);
  }

  /** The number beyond which another lies with probability exp(-wait). */
  private Tensor reached(Tensor wait) {
    Tensor power = concentration0.divide(wait).neg().expm1().neg();
    return power.pow(concentration1.map(a -> 1 / a, Tensor::reciprocal).beside(power));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor rest = value.powm1(concentration1.beside(value)).neg();
    Tensor left = concentration1.plus(-1).timesLog(value);
    Tensor right = concentration0.plus(-1).timesLog(rest);
    Tensor inside = value.minimum(value.rsub(1)).ge(0);
    return only(inside, concentration1.log().plus(concentration0.log()).addTo(left.add(right)));
  }

  @Override
  protected Kumaraswamy inBatch(Shape shape) {
    return new Kumaraswamy(concentration1, concentration0, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(logMoment(1).exp());
  }

  /** As {@code E(x)² (E(x²)/E(x)² - 1)}, with less cancellation. */
  @Override
  public Tensor variance() {
    Tensor excess = logMoment(2).sub(logMoment(1).mul(2)).expm1();
    return mean().square().mul(excess);
  }

  /** The logarithm of the expectation of x to this power. */
  private Tensor logMoment(double power) {
    Tensor b = concentration0.tensor(type());
    return concentration1.tensor(type()).rdiv(power).add(1).logBeta(b).add(b.log());
  }

  @Override
  public Tensor entropy() {
    Tensor b = concentration0.tensor(type());
    Tensor harmonic = b.add(1).digamma().add(EULER);
    Tensor left = concentration1.tensor(type()).reciprocal().rsub(1).mul(harmonic);
    Tensor both = left.add(b.reciprocal().rsub(1));
    return inBatch(concentration1.log().plus(concentration0.log()).subtractFrom(both));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = value.clamp(0, 1);
    Tensor wait = x.pow(concentration1.beside(x)).neg().log1p().neg();
    return concentration0.times(wait).neg().expm1().neg();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return reached(probability.neg().log1p().neg());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        CONCENTRATION1.holding(concentration1, type()),
        CONCENTRATION0.holding(concentration0, type()));
  }

  private DataType type() {
    return Operand.typeOf(concentration1, concentration0);
  }
}
