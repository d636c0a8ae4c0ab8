package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The normal (Gaussian) distribution.
 *
 * <p>{@code log p(x) = -½ ((x - loc)/scale)² - log scale - ½ log 2π}
 *
 * <p>{@code loc} is the mean, {@code scale} the standard deviation (not the variance), greater than
 * 0; they broadcast to the batch shape. Support: all real numbers. Reparameterised: {@code loc +
 * scale ε}.
 */
public final class Normal extends Univariate {
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private final Tensor loc;
  private final Tensor scale;

  private Normal(Tensor loc, Tensor scale, Shape batchShape) {
    super(batchShape);
    this.loc = loc;
    this.scale = scale;
  }

  /** With this mean and standard deviation. */
  public static Normal of(Tensor loc, Tensor scale) {
    return new Normal(loc, scale, batchOf(loc, scale));
  }

  /** With this mean and standard deviation. */
  public static Normal of(Tensor loc, double scale) {
    return of(loc, beside(loc, checked(scale)));
  }

  /** With this mean and standard deviation. */
  public static Normal of(double loc, Tensor scale) {
    return of(beside(scale, loc), scale);
  }

  /** With this mean and standard deviation, float32. */
  public static Normal of(double loc, double scale) {
    return of(number(loc), number(checked(scale)));
  }

  /** Mean 0 and standard deviation 1, float32, in a batch of this shape. */
  public static Normal standard(long... batch) {
    return new Normal(number(0), number(1), Shapes.of(batch));
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
    return noise.normal(batchShape(), scale.dataType()).mul(scale).add(loc);
  }

  @Override
  protected Tensor density(Tensor value) {
    Tensor z = value.sub(loc).div(scale);
    return z.mul(z).mul(-0.5).sub(scale.log()).sub(HALF_LOG_2PI);
  }

  @Override
  protected Univariate inBatch(Shape shape) {
    return new Normal(loc, scale, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(loc);
  }

  @Override
  public Tensor variance() {
    return inBatch(scale.square());
  }

  @Override
  public Tensor entropy() {
    return inBatch(scale.log().add(0.5 + HALF_LOG_2PI));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return value.sub(loc).div(scale).ndtr();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return probability.ndtri().mul(scale).add(loc);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("loc", loc, Constraints.real()),
        new Parameter("scale", scale, Constraints.positive()));
  }

  private static double checked(double scale) {
    if (!(scale > 0)) {
      throw Parameter.bad("Normal", "scale", scale, Constraints.positive());
    }
    return scale;
  }
}
