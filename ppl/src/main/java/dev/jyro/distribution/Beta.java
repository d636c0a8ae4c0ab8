package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The beta distribution: a probability of which {@code concentration1 - 1} successes and {@code
 * concentration0 - 1} failures were seen, before which any was as likely as any other.
 *
 * <p>{@code log p(x) = (concentration1 - 1) log x + (concentration0 - 1) log(1 - x) - log
 * B(concentration1, concentration0)}
 *
 * <p>{@code concentration1} (α) and {@code concentration0} (β) have no unit, are greater than 0 and
 * broadcast to the batch shape. Mean {@code concentration1/(concentration1 + concentration0)}.
 * Support: 0 to 1, others have density 0; at the ends the density is the limit.
 *
 * <p>Reparameterised, by implicit differentiation of the distribution function (Figurnov, Mohamed
 * and Mnih, Implicit Reparameterization Gradients, 2018; Jankowiak and Obermeyer, Pathwise
 * Derivatives Beyond the Reparameterization Trick, 2018). Samples come from two gamma numbers
 * compared by their logarithms, so that small concentrations do not underflow; they stay off 0 and
 * 1 by the least that their type allows.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 2, 1995, chapter 25.
 */
public final class Beta extends Univariate {
  private static final Slot CONCENTRATION1 =
      new Slot("Beta", "concentration1", Constraints.positive());
  private static final Slot CONCENTRATION0 =
      new Slot("Beta", "concentration0", Constraints.positive());

  private final Operand concentration1;
  private final Operand concentration0;

  private Beta(Operand concentration1, Operand concentration0, Shape batchShape) {
    super(batchShape);
    this.concentration1 = concentration1;
    this.concentration0 = concentration0;
  }

  /** With these concentrations, that of 1 first. */
  public static Beta of(Tensor concentration1, Tensor concentration0) {
    return of(CONCENTRATION1.of(concentration1), CONCENTRATION0.of(concentration0));
  }

  /** With these concentrations, that of 1 first. */
  public static Beta of(Tensor concentration1, double concentration0) {
    return of(CONCENTRATION1.of(concentration1), CONCENTRATION0.of(concentration0));
  }

  /** With these concentrations, that of 1 first. */
  public static Beta of(double concentration1, Tensor concentration0) {
    return of(CONCENTRATION1.of(concentration1), CONCENTRATION0.of(concentration0));
  }

  /** With these concentrations, that of 1 first, float32. */
  public static Beta of(double concentration1, double concentration0) {
    return of(CONCENTRATION1.of(concentration1), CONCENTRATION0.of(concentration0));
  }

  private static Beta of(Operand concentration1, Operand concentration0) {
    return under("Beta", concentration1, concentration0);
  }

  /** What another distribution, whose name errors bear, transforms. */
  static Beta under(String name, Operand concentration1, Operand concentration0) {
    return new Beta(
        concentration1, concentration0, Operand.batchOf(name, concentration1, concentration0));
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
    Tensor wait1 = noise.at(1).exponential(batchShape(), type());
    Tensor wait0 = noise.at(0).exponential(batchShape(), type());
    Tensor c0 = concentration0.tensor(type());
    return concentration1.tensor(type()).beta(c0, wait1, wait0, noise.seed());
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor exact = exact(value);
    return rounded(exactly(exact, exact.rsub(1)), value, widest());
  }

  /** The log density in double precision, of a value and what is left to 1. */
  Tensor exactly(Tensor value, Tensor rest) {
    Operand c1 = exact(concentration1);
    Operand c0 = exact(concentration0);
    Tensor kernel = c1.plus(-1).timesLog(value).add(c0.plus(-1).timesLog(rest));
    return only(value.minimum(rest).ge(0), logBeta(c1, c0).subtractFrom(kernel));
  }

  @Override
  protected Beta inBatch(Shape shape) {
    return new Beta(concentration1, concentration0, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(total().divide(concentration1.tensor(type())));
  }

  @Override
  public Tensor variance() {
    Tensor mean = mean();
    return total().plus(1).divide(mean.mul(mean.rsub(1)));
  }

  /** In double precision: where the concentrations are large, little is left of large numbers. */
  @Override
  public Tensor entropy() {
    Operand c1 = exact(concentration1);
    Operand c0 = exact(concentration0);
    Tensor both = weighedDigamma(c1.plus(c0), 2);
    Tensor logs = both.sub(weighedDigamma(c1, 1)).sub(weighedDigamma(c0, 1));
    return inBatch(logBeta(c1, c0).addTo(logs).to(widest()));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor failures = concentration0.beside(value);
    return concentration1.beside(value).betaInc(failures, value.clamp(0, 1));
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor failures = concentration0.beside(probability);
    return concentration1.beside(probability).betaIncInv(failures, probability);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        CONCENTRATION1.holding(concentration1, type()),
        CONCENTRATION0.holding(concentration0, type()));
  }

  private Operand total() {
    return concentration1.plus(concentration0);
  }

  private static Operand logBeta(Operand c1, Operand c0) {
    return c1.lgamma().plus(c0.lgamma()).minus(c1.plus(c0).lgamma());
  }

  private static Tensor weighedDigamma(Operand concentration, double start) {
    Tensor x = concentration.tensor(DataType.FLOAT64);
    return x.sub(start).mul(x.digamma());
  }

  private DataType widest() {
    return Operand.widestOf(concentration1, concentration0);
  }

  private DataType type() {
    return Operand.typeOf(concentration1, concentration0);
  }
}
