package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The logit-normal distribution: {@code log(x/(1 - x))} is normal.
 *
 * <p>{@code log p(x) = log Normal(logit x; loc, scale) - log x - log(1 - x)}
 *
 * <p>{@code loc} and {@code scale} (greater than 0) are mean and standard deviation of {@code logit
 * x}, not of x; they broadcast to the batch shape. Support: 0 to 1, others have density 0, as have
 * the ends. Mean, variance and entropy have no closed form. Reparameterised: {@code sigmoid(loc +
 * scale ε)}; samples stay off 0 and 1 by the least that their type allows.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Aitchison and Shen, Logistic-Normal
 * Distributions: Some Properties and Uses, 1980.
 */
public final class LogitNormal extends Univariate {
  private static final Slot LOC = new Slot("LogitNormal", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("LogitNormal", "scale", Constraints.positive());

  private final Normal logit;

  private LogitNormal(Normal logit) {
    super(logit.batchShape());
    this.logit = logit;
  }

  /** With this mean and standard deviation of the logit. */
  public static LogitNormal of(Tensor loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and standard deviation of the logit. */
  public static LogitNormal of(Tensor loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and standard deviation of the logit. */
  public static LogitNormal of(double loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and standard deviation of the logit, float32. */
  public static LogitNormal of(double loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  private static LogitNormal of(Operand loc, Operand scale) {
    return new LogitNormal(Normal.under("LogitNormal", loc, scale));
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
    return inside(logit.sample(noise).sigmoid());
  }

  private static Tensor inside(Tensor x) {
    boolean isDouble = x.dataType() == DataType.FLOAT64;
    return x.clamp(Float.MIN_NORMAL, isDouble ? Math.nextDown(1.0) : Math.nextDown(1f));
  }

  @Override
  public Density density(Tensor value) {
    return unrecorded(
        () -> {
          Tensor rest = value.rsub(1);
          Normal.Onward onward =
              (derivative, slope, into) ->
                  into.add(
                      value,
                      () -> slope.add(derivative.times(value.sub(rest))).div(value.mul(rest)));
          return logit
              .at(value.logit(), onward)
              .map(normal -> changed(value, normal), back -> back);
        });
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    return changed(value, logit.logDensity(value.logit()));
  }

  private static Tensor changed(Tensor value, Tensor normal) {
    Tensor volume = value.mul(value.rsub(1));
    return only(volume.gt(0), normal.sub(volume.log()));
  }

  @Override
  protected LogitNormal inBatch(Shape shape) {
    return new LogitNormal(logit.inBatch(shape));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return logit.cdf(value.clamp(0, 1).logit());
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return logit.icdf(probability).sigmoid();
  }

  @Override
  public List<Parameter> parameters() {
    return logit.parameters();
  }
}
