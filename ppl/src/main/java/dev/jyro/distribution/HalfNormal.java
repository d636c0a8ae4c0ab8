package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The half-normal distribution: the absolute value of a normal number with mean 0.
 *
 * <p>{@code log p(x) = -½ (x/scale)² - log scale + ½ log(2/π)}
 *
 * <p>{@code scale}, greater than 0, is the standard deviation of that normal number, not of x; its
 * shape is the batch shape. Support: 0 and greater, others have density 0. Reparameterised: {@code
 * scale |ε|}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 13.
 */
public final class HalfNormal extends Univariate {
  private static final Slot SCALE = new Slot("HalfNormal", "scale", Constraints.positive());
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double LOG_PEAK = Math.log(2) - 0.5 * Math.log(Math.PI);

  private final Operand scale;

  private HalfNormal(Operand scale, Shape batchShape) {
    super(batchShape);
    this.scale = scale;
  }

  /** With this scale. */
  public static HalfNormal of(Tensor scale) {
    return new HalfNormal(SCALE.of(scale), scale.shape());
  }

  /** With this scale, float32. */
  public static HalfNormal of(double scale) {
    return new HalfNormal(SCALE.of(scale), Shapes.scalar());
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
    return scale.times(noise.normal(batchShape(), scale.type()).abs());
  }

  @Override
  public Density density(Tensor value) {
    return unrecorded(() -> at(value));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return at(value).logProb();
  }

  private Density at(Tensor value) {
    Operand width = scale.times(SQRT_2);
    Tensor z = width.divide(value);
    Tensor square = z.mul(z);
    return new Density(
        only(value.ge(0), width.log().from(LOG_PEAK).minus(square)),
        (derivative, into) -> {
          Operand steepness = derivative.times(-2).over(width);
          into.add(value, () -> steepness.times(z));
          scale.collect(into, () -> steepness.times(square.rsub(0.5)).mul(SQRT_2));
        });
  }

  @Override
  protected HalfNormal inBatch(Shape shape) {
    return new HalfNormal(scale, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(scale.tensor().mul(Math.sqrt(2 / Math.PI)));
  }

  @Override
  public Tensor variance() {
    return inBatch(scale.tensor().square().mul(1 - 2 / Math.PI));
  }

  @Override
  public Tensor entropy() {
    return inBatch(scale.tensor().log().add(0.5 + 0.5 * Math.log(Math.PI / 2)));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return scale.times(SQRT_2).divide(value.maximum(0)).erf();
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return scale.times(SQRT_2).times(probability.erfinv());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SCALE.holding(scale, scale.type()));
  }
}
