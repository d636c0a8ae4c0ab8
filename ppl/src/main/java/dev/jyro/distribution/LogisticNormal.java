package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The logistic-normal distribution: probabilities of K classes, broken off a stick one after the
 * other, each at a place that is the logistic function of a normal number.
 *
 * <p>{@code log p(y) = Σ_{k<K} log Normal(x_k; loc_k, scale_k) - Σ_k log y_k}, where {@code x_k =
 * log y_k - log Σ_{j>k} y_j + log (K - k)} for k from 1 to K - 1: at {@code x = 0} all classes are
 * as likely. A density in K - 1 of the numbers
 *
 * <p>{@code loc} and {@code scale} (greater than 0) are mean and standard deviation of the K - 1
 * numbers x, in their last dimension, not of y; the dimensions before it broadcast to the batch
 * shape. A value is K numbers of 0 or more that sum to 1; the sum is not looked at: {@link
 * #support} does that. There is neither mean nor variance in closed form. Reparameterised.
 *
 * <p>Errors: {@link ShapeException} for parameters without a dimension, or of different lengths;
 * for others, and threads, see {@link Distribution}. Source: Aitchison and Shen, Logistic-normal
 * distributions: some properties and uses, 1980; the transform is that of torch.distributions.
 */
public final class LogisticNormal extends Multivariate {
  private static final String NAME = "LogisticNormal";
  private static final EventSlot LOC = EventSlot.ofReals(NAME, "loc");
  private static final EventSlot SCALE = new EventSlot(NAME, "scale", Constraints.positive(), 1);

  private final Tensor loc;
  private final Tensor scale;

  private LogisticNormal(Tensor loc, Tensor scale, Shape batchShape) {
    super(batchShape, Shapes.of(scale.size(-1) + 1));
    this.loc = loc;
    this.scale = scale;
  }

  /** With these means and standard deviations of the K - 1 normal numbers. */
  public static LogisticNormal of(Tensor loc, Tensor scale) {
    Tensor width = SCALE.of(scale);
    Tensor middle = LOC.of(loc, width.size(-1));
    Shape batch = EventSlot.batchOf(NAME, LOC.batch(middle), SCALE.batch(width));
    return new LogisticNormal(middle, width, batch);
  }

  @Override
  public Constraint support() {
    return Constraints.simplex();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Shape shape = Shapes.concat(batchShape(), Shapes.of(scale.size(-1)));
    Tensor x = normal().expand(shape).sample(noise).sub(offsets());
    Tensor left = x.neg().logSigmoid().cumSum(-1);
    Tensor end = left.narrow(-1, scale.size(-1) - 1, 1);
    Tensor broken = left.add(x);
    double least = Float.MIN_NORMAL;
    return ShapeOps.cat(-1, broken, end).exp().maximum(least);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor logs = value.log();
    long last = scale.size(-1);
    Tensor rest = value.narrow(-1, 1, last).flip(-1).cumSum(-1).flip(-1);
    Tensor x = logs.narrow(-1, 0, last).sub(rest.log()).add(offsets());
    Tensor density = normal().logDensity(x).sum(-1).sub(logs.sum(-1));
    return Univariate.only(value.min(-1).gt(0), density);
  }

  /** The logarithms of how many classes are still to come. */
  private Tensor offsets() {
    long last = scale.size(-1);
    return Tensor.indices(last).to(scale.dataType()).rsub((double) last).log();
  }

  private Normal normal() {
    return Normal.of(loc, scale);
  }

  @Override
  protected LogisticNormal inBatch(Shape shape) {
    return new LogisticNormal(loc, scale, shape);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc), SCALE.holding(scale));
  }
}
