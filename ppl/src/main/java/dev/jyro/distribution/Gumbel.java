package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The Gumbel distribution: the largest of many numbers, if their tail is like an exponential one.
 *
 * <p>{@code log p(x) = -z - exp(-z) - log scale} where {@code z = (x - loc)/scale}
 *
 * <p>{@code loc} is the mode, not the mean, which is {@code loc + 0.577 scale}; {@code scale},
 * greater than 0, is √6/π standard deviations; both are in the unit of x and broadcast to the batch
 * shape. Support: all real numbers. Reparameterised: {@code loc - scale log(-log u)}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 2, 1995, chapter 22.
 */
public final class Gumbel extends LocationScale {
  private static final Slot LOC = new Slot("Gumbel", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("Gumbel", "scale", Constraints.positive());
  private static final double EULER = 0.5772156649015329;

  /** Further to the left the probability is 0 and so is its slope. */
  private static final double LEFT_END = -30;

  /** Further to the left the exponential function decides alone, infinity included. */
  private static final double STEEP = 1000;

  private Gumbel(Operand loc, Operand scale, Shape batchShape) {
    super(loc, scale, Operand.typeOf(loc, scale), batchShape);
  }

  /** With this mode and scale. */
  public static Gumbel of(Tensor loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mode and scale. */
  public static Gumbel of(Tensor loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mode and scale. */
  public static Gumbel of(double loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mode and scale, float32. */
  public static Gumbel of(double loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  private static Gumbel of(Operand loc, Operand scale) {
    return new Gumbel(loc, scale, Operand.batchOf("Gumbel", loc, scale));
  }

  @Override
  Gumbel at(Operand loc, Operand scale, Shape shape) {
    return new Gumbel(loc, scale, shape);
  }

  @Override
  Operand logPeak() {
    return Operand.of(0);
  }

  @Override
  Fall fall(Tensor z) {
    Tensor left = z.neg();
    Tensor wall = left.exp();
    return Fall.of(wall.sub(left.minimum(STEEP)), () -> wall.sub(1));
  }

  @Override
  Tensor standard(Noise noise) {
    return noise.ofQuantile(batchShape(), type(), u -> -Math.log(-Math.log(u)));
  }

  @Override
  Operand standardMean() {
    return Operand.of(EULER);
  }

  @Override
  Operand standardVariance() {
    return Operand.of(Math.PI * Math.PI / 6);
  }

  @Override
  Operand standardEntropy() {
    return Operand.of(1 + EULER);
  }

  @Override
  Tensor standardCdf(Tensor z) {
    return z.maximum(LEFT_END).neg().exp().neg().exp();
  }

  @Override
  Tensor standardIcdf(Tensor probability) {
    return probability.log().neg().log().neg();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc(), type()), SCALE.holding(scale(), type()));
  }
}
