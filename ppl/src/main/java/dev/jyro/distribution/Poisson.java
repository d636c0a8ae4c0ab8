package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Poisson distribution: how many events come in one unit of time if they come independently.
 *
 * <p>{@code log p(x) = x log rate - rate - log x!}
 *
 * <p>{@code rate}, 0 or greater, is the expected count; its shape is the batch shape. Support: 0,
 * 1, 2, …; negative whole numbers have probability 0, fractions are scored by the same formula.
 * Values may be of any numeric type, samples have the parameter's. Not reparameterised. The entropy
 * is summed over all counts that are ever met. There is no {@link #icdf}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kemp and Kotz, Univariate
 * Discrete Distributions, 2005, chapter 4.
 */
public final class Poisson extends Univariate {
  private static final Slot RATE = new Slot("Poisson", "rate", Constraints.nonNegative());

  private final Operand rate;

  private Poisson(Operand rate, Shape batchShape) {
    super(batchShape);
    this.rate = rate;
  }

  /** With this expected count. */
  public static Poisson of(Tensor rate) {
    return new Poisson(RATE.of(rate), rate.shape());
  }

  /** With this expected count, float32. */
  public static Poisson of(double rate) {
    return new Poisson(RATE.of(rate), Shapes.scalar());
  }

  @Override
  public Constraint support() {
    return Constraints.nonNegativeInteger();
  }

  @Override
  public Tensor sample(Noise noise) {
    return rate.tensor().expand(batchShape()).poisson(noise.seed());
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor count = exact(value);
    Operand mean = exact(rate);
    Tensor density = mean.subtractFrom(timesLog(mean, count).sub(count.add(1).lgamma()));
    return rounded(density, value, Operand.typeOf(rate));
  }

  /** Neither 0 · log 0 nor its gradient is ever computed. */
  private static Tensor timesLog(Operand rate, Tensor value) {
    if (rate instanceof Known known && known.number() > 0) {
      return value.mul(Math.log(known.number()));
    }
    Tensor r = rate.beside(value);
    return value.xlogy(value.eq(0).where(r.constant(1), r));
  }

  @Override
  protected Poisson inBatch(Shape shape) {
    return new Poisson(rate, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(rate.tensor());
  }

  @Override
  public Tensor variance() {
    return mean();
  }

  @Override
  public Tensor entropy() {
    return inBatch(rate.tensor().poissonEntropy());
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor next = Slot.floating(value).floor().add(1);
    return next.maximum(0).gammaIncC(rate.beside(value));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(RATE.holding(rate, rate.type()));
  }
}
