package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The exponential distribution: how long one waits for an event that comes at a constant rate.
 *
 * <p>{@code log p(x) = log rate - rate x}
 *
 * <p>{@code rate}, greater than 0, counts events per unit of x: the mean is {@code 1/rate}. Its
 * shape is the batch shape. Support: 0 and greater, others have density 0. Reparameterised: {@code
 * e/rate}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 19.
 */
public final class Exponential extends Univariate {
  private static final Slot RATE = new Slot("Exponential", "rate", Constraints.positive());

  private final Operand rate;

  private Exponential(Operand rate, Shape batchShape) {
    super(batchShape);
    this.rate = rate;
  }

  /** With this rate. */
  public static Exponential of(Tensor rate) {
    return new Exponential(RATE.of(rate), rate.shape());
  }

  /** With this rate, float32. */
  public static Exponential of(double rate) {
    return new Exponential(RATE.of(rate), Shapes.scalar());
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
    return rate.divide(noise.exponential(batchShape(), rate.type()));
  }

  @Override
  public Density density(Tensor value) {
    return unrecorded(
        () ->
            new Density(
                logDensity(value),
                (derivative, into) -> {
                  into.add(value, () -> derivative.times(rate.times(-1).stretchedTo(value)));
                  rate.collect(
                      into, () -> derivative.timesDifference(rate.tensor().reciprocal(), value));
                }));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return only(value.ge(0), rate.log().minus(rate.times(value)));
  }

  @Override
  protected Exponential inBatch(Shape shape) {
    return new Exponential(rate, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(rate.tensor().reciprocal());
  }

  @Override
  public Tensor variance() {
    return mean().square();
  }

  @Override
  public Tensor entropy() {
    return inBatch(rate.log().from(1).tensor());
  }

  @Override
  public Tensor cdf(Tensor value) {
    return rate.times(value.maximum(0)).neg().expm1().neg();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return rate.divide(probability.neg().log1p().neg());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(RATE.holding(rate, rate.type()));
  }
}
