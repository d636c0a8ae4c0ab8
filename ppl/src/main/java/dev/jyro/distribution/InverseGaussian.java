package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The inverse Gaussian (Wald) distribution: when a Brownian motion with drift first reaches a line.
 *
 * <p>{@code log p(x) = ½ log(concentration/2π) - 3/2 log x - concentration (x/loc - 1)²/(2x)}
 *
 * <p>{@code loc} is the mean; {@code concentration} (λ) has its unit, that of x. Both are greater
 * than 0 and broadcast to the batch shape. Variance {@code loc³/concentration}. Support: positive
 * numbers, others have density 0. There is no {@link #icdf}.
 *
 * <p>Reparameterised, by implicit differentiation of the distribution function (Figurnov, Mohamed
 * and Mnih, Implicit Reparameterization Gradients, 2018); samples as in Michael, Schucany and Haas,
 * Generating Random Variates Using Transformations with Multiple Roots, 1976.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 1, 1994, chapter 15.
 */
public final class InverseGaussian extends Univariate {
  private static final Slot LOC = new Slot("InverseGaussian", "loc", Constraints.positive());
  private static final Slot CONCENTRATION =
      new Slot("InverseGaussian", "concentration", Constraints.positive());
  private static final double TURN = 2 * Math.PI;

  private final Operand loc;
  private final Operand concentration;

  private InverseGaussian(Operand loc, Operand concentration, Shape batchShape) {
    super(batchShape);
    this.loc = loc;
    this.concentration = concentration;
  }

  /** With this mean and concentration. */
  public static InverseGaussian of(Tensor loc, Tensor concentration) {
    return of(LOC.of(loc), CONCENTRATION.of(concentration));
  }

  /** With this mean and concentration. */
  public static InverseGaussian of(Tensor loc, double concentration) {
    return of(LOC.of(loc), CONCENTRATION.of(concentration));
  }

  /** With this mean and concentration. */
  public static InverseGaussian of(double loc, Tensor concentration) {
    return of(LOC.of(loc), CONCENTRATION.of(concentration));
  }

  /** With this mean and concentration, float32. */
  public static InverseGaussian of(double loc, double concentration) {
    return of(LOC.of(loc), CONCENTRATION.of(concentration));
  }

  private static InverseGaussian of(Operand loc, Operand concentration) {
    return new InverseGaussian(
        loc, concentration, Operand.batchOf("InverseGaussian", loc, concentration));
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
    Tensor draw = Gradients.paused(() -> drawn(noise));
    return Gradients.isRecording() ? moving(draw) : draw;
  }

  /** The smaller of two roots, or else the larger, which is one over it in units of the mean. */
  private Tensor drawn(Noise noise) {
    Tensor normal = noise.at(1).normal(batchShape(), type());
    Tensor w = loc.over(concentration).times(normal.mul(normal).mul(0.5));
    Tensor large = w.add(1).add(w.sqrt().mul(w.add(2).sqrt()));
    Tensor small = large.reciprocal();
    Tensor isSmall = noise.at(2).uniform(batchShape(), type()).mul(small.add(1)).le(1);
    return loc.times(isSmall.where(small, large));
  }

  /** The draw, which moves with the parameters so that its quantile stays. */
  private Tensor moving(Tensor draw) {
    Tensor mean = loc.tensor(type());
    Tensor sharp = concentration.tensor(type());
    Tensor rest = Gradients.paused(() -> rest(draw, mean, sharp));
    Tensor perMean = Gradients.paused(() -> rest.mul(sharp).div(mean));
    Tensor perSharp = Gradients.paused(() -> draw.div(sharp).sub(rest));
    return draw.add(perMean.mul(mean.sub(mean.detach())))
        .add(perSharp.mul(sharp.sub(sharp.detach())));
  }

  /** The part of the derivatives that the second term of the distribution function makes. */
  private Tensor rest(Tensor draw, Tensor mean, Tensor sharp) {
    Tensor ratio = draw.div(mean);
    return mills(ratio.sqrt()).mul(ratio).mul(draw.div(sharp).sqrt()).mul(2 * Math.sqrt(TURN));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor miss = loc.divide(value).sub(1);
    Tensor fall = concentration.times(miss.mul(miss).div(value)).add(value.log().mul(3));
    Operand height = concentration.log().plus(-Math.log(TURN));
    return only(value.gt(0), height.minus(fall).mul(0.5));
  }

  @Override
  protected InverseGaussian inBatch(Shape shape) {
    return new InverseGaussian(loc, concentration, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(loc.tensor(type()));
  }

  @Override
  public Tensor variance() {
    return inBatch(concentration.divide(loc.tensor(type()).pow(3)));
  }

  @Override
  public Tensor entropy() {
    Tensor mean = loc.tensor(type());
    Tensor sharp = concentration.tensor(type());
    Tensor logs = mean.log().mul(3).sub(sharp.div(TURN).log()).add(1);
    return inBatch(logs.mul(0.5).sub(sharp.mul(2).div(mean).e1e().mul(1.5)));
  }

  /** Neither factor of {@code exp(2 concentration/loc) Φ(…)} is computed by itself. */
  @Override
  public Tensor cdf(Tensor value) {
    Tensor root = loc.divide(value.maximum(0)).sqrt();
    Tensor sharpness = concentration.over(loc).beside(value).sqrt();
    Tensor away = root.sub(root.reciprocal()).mul(sharpness);
    return away.ndtr().add(away.square().mul(-0.5).exp().mul(mills(root)));
  }

  /** Half of {@code erfcx(√(concentration/2 loc) (root + 1/root))}. */
  private Tensor mills(Tensor root) {
    Tensor sharpness = concentration.over(loc).times(0.5).beside(root).sqrt();
    return root.add(root.reciprocal()).mul(sharpness).erfcx().mul(0.5);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc, type()), CONCENTRATION.holding(concentration, type()));
  }

  private DataType type() {
    return Operand.typeOf(loc, concentration);
  }
}
