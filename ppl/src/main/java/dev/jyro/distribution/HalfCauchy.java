package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The half-Cauchy distribution: the absolute value of a Cauchy number with median 0. Its tail is so
 * heavy that mean and variance are infinite.
 *
 * <p>{@code log p(x) = log(2/(π scale)) - log(1 + (x/scale)²)}
 *
 * <p>{@code scale}, greater than 0 and in the unit of x, is the median; its shape is the batch
 * shape. Support: 0 and greater, others have density 0. Reparameterised: {@code scale tan(π u/2)}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Gelman, Prior Distributions for Variance
 * Parameters in Hierarchical Models, 2006.
 */
public final class HalfCauchy extends Univariate {
  private static final Slot SCALE = new Slot("HalfCauchy", "scale", Constraints.positive());
  private static final double LOG_PEAK = Math.log(2 / Math.PI);

  private final Operand scale;

  private HalfCauchy(Operand scale, Shape batchShape) {
    super(batchShape);
    this.scale = scale;
  }

  /** With this median. */
  public static HalfCauchy of(Tensor scale) {
    return new HalfCauchy(SCALE.of(scale), scale.shape());
  }

  /** With this median, float32. */
  public static HalfCauchy of(double scale) {
    return new HalfCauchy(SCALE.of(scale), Shapes.scalar());
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
    return icdf(noise.uniform(batchShape(), scale.type()));
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
    Tensor z = scale.divide(value);
    Tensor fall = z.mul(z).add(1);
    return new Density(
        only(value.ge(0), scale.log().from(LOG_PEAK).minus(fall.log())),
        (derivative, into) -> {
          Operand perScale = derivative.over(scale);
          into.add(value, () -> perScale.times(-2).times(z.div(fall)));
          scale.collect(into, () -> perScale.times(fall.rdiv(-2).add(1)));
        });
  }

  @Override
  protected HalfCauchy inBatch(Shape shape) {
    return new HalfCauchy(scale, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(scale.tensor().constant(Double.POSITIVE_INFINITY));
  }

  @Override
  public Tensor variance() {
    return mean();
  }

  @Override
  public Tensor entropy() {
    return inBatch(scale.tensor().log().add(Math.log(2 * Math.PI)));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return scale.divide(value.maximum(0)).atan().mul(2 / Math.PI);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return scale.times(probability.mul(Math.PI / 2).tan());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(SCALE.holding(scale, scale.type()));
  }
}
