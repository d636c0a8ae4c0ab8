package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The gamma-Poisson distribution: a Poisson number whose rate is a gamma number with this {@code
 * concentration} and {@code rate}.
 *
 * <p>It is the {@link NegativeBinomial} with {@code totalCount = concentration} and {@code logits =
 * -log rate}; the density is there.
 *
 * <p>{@code concentration} has no unit, {@code rate} is one over that of the expected count; both
 * are greater than 0 and broadcast to the batch shape. Mean {@code concentration/rate}. Support: 0,
 * 1, 2, …; negative numbers have probability 0. Not reparameterised. There is no {@link #entropy}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Greenwood and Yule, An Inquiry into the
 * Nature of Frequency Distributions Representative of Multiple Happenings, 1920.
 */
public final class GammaPoisson extends Counting {
  private static final Slot CONCENTRATION =
      new Slot("GammaPoisson", "concentration", Constraints.positive());
  private static final Slot RATE = new Slot("GammaPoisson", "rate", Constraints.positive());

  private final Operand concentration;
  private final Operand rate;
  private final NegativeBinomial count;

  private GammaPoisson(Operand concentration, Operand rate, NegativeBinomial count) {
    super(count.batchShape());
    this.concentration = concentration;
    this.rate = rate;
    this.count = count;
  }

  /** With a rate of this concentration and rate. */
  public static GammaPoisson of(Tensor concentration, Tensor rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  /** With a rate of this concentration and rate. */
  public static GammaPoisson of(Tensor concentration, double rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  /** With a rate of this concentration and rate. */
  public static GammaPoisson of(double concentration, Tensor rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  /** With a rate of this concentration and rate, float32. */
  public static GammaPoisson of(double concentration, double rate) {
    return of(CONCENTRATION.of(concentration), RATE.of(rate));
  }

  private static GammaPoisson of(Operand concentration, Operand rate) {
    return new GammaPoisson(concentration, rate, count(concentration, rate));
  }

  private static NegativeBinomial count(Operand concentration, Operand rate) {
    Chance success = new Chance.Logits(RATE, rate.log().times(-1));
    return NegativeBinomial.under("GammaPoisson", concentration, success);
  }

  @Override
  public Tensor sample(Noise noise) {
    return count.sample(noise);
  }

  @Override
  Tensor score(Tensor value) {
    NegativeBinomial exact = count(exact(concentration), exact(rate));
    return rounded(exact.score(exact(value)), value, Operand.widestOf(concentration, rate));
  }

  @Override
  protected GammaPoisson inBatch(Shape shape) {
    return new GammaPoisson(concentration, rate, count.inBatch(shape));
  }

  @Override
  public Tensor mean() {
    return count.mean();
  }

  @Override
  public Tensor variance() {
    return count.variance();
  }

  @Override
  public Tensor cdf(Tensor value) {
    return count.cdf(value);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(CONCENTRATION.holding(concentration, type()), RATE.holding(rate, type()));
  }

  @Override
  DataType type() {
    return Operand.typeOf(concentration, rate);
  }
}
