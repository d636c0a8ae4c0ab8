package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The log-normal distribution: {@code log x} is normal.
 *
 * <p>{@code log p(x) = log Normal(log x; loc, scale) - log x}
 *
 * <p>{@code loc} and {@code scale} (greater than 0) are mean and standard deviation of {@code log
 * x}, not of x; they broadcast to the batch shape. Support: positive numbers, others have density
 * 0. Reparameterised: {@code exp(loc + scale ε)}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 14.
 */
public final class LogNormal extends Univariate {
  private static final Slot LOC = new Slot("LogNormal", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("LogNormal", "scale", Constraints.positive());

  private final Normal log;

  private LogNormal(Normal log) {
    super(log.batchShape());
    this.log = log;
  }

  /** With this mean and standard deviation of the logarithm. */
  public static LogNormal of(Tensor loc, Tensor scale) {
    return new LogNormal(Normal.under("LogNormal", LOC.of(loc), SCALE.of(scale)));
  }

  /** With this mean and standard deviation of the logarithm. */
  public static LogNormal of(Tensor loc, double scale) {
    return new LogNormal(Normal.under("LogNormal", LOC.of(loc), SCALE.of(scale)));
  }

  /** With this mean and standard deviation of the logarithm. */
  public static LogNormal of(double loc, Tensor scale) {
    return new LogNormal(Normal.under("LogNormal", LOC.of(loc), SCALE.of(scale)));
  }

  /** With this mean and standard deviation of the logarithm, float32. */
  public static LogNormal of(double loc, double scale) {
    return new LogNormal(Normal.under("LogNormal", LOC.of(loc), SCALE.of(scale)));
  }

  @Override
  public Constraint support() {
    return Constraints.positive();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return log.sample(noise).exp();
  }

  @Override
  public Drawn draw(Noise noise) {
    Tensor standard = log.standard(noise);
    Tensor y = log.moved(standard);
    return new Drawn(y.exp(), () -> unrecorded(() -> atDraw(standard, y)));
  }

  private Density atDraw(Tensor standard, Tensor y) {
    Density normal = log.atDraw(standard);
    return new Density(
        normal.logProb().sub(y),
        (derivative, into) -> {
          normal.pull(derivative, into);
          into.add(y, () -> derivative.times(-1).stretchedTo(y));
        });
  }

  @Override
  public Density density(Tensor value) {
    return unrecorded(
        () -> {
          Tensor y = value.log();
          Normal.Onward onward =
              (derivative, slope, into) ->
                  into.add(value, () -> derivative.subtractFrom(slope).div(value));
          return log.at(y, onward).map(normal -> changed(value, y, normal), back -> back);
        });
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor y = value.log();
    return changed(value, y, log.logDensity(y));
  }

  private static Tensor changed(Tensor value, Tensor y, Tensor normal) {
    return only(value.gt(0), normal.sub(y));
  }

  @Override
  protected LogNormal inBatch(Shape shape) {
    return new LogNormal(log.inBatch(shape));
  }

  @Override
  public Tensor mean() {
    return log.variance().mul(0.5).add(log.mean()).exp();
  }

  @Override
  public Tensor variance() {
    Tensor spread = log.variance();
    return spread.expm1().mul(log.mean().mul(2).add(spread).exp());
  }

  @Override
  public Tensor entropy() {
    return log.entropy().add(log.mean());
  }

  @Override
  public Tensor cdf(Tensor value) {
    return log.cdf(value.maximum(0).log());
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return log.icdf(probability).exp();
  }

  @Override
  public List<Parameter> parameters() {
    return log.parameters();
  }
}
