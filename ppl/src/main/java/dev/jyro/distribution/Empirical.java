package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The empirical distribution: one of some samples, as likely as its weight says.
 *
 * <p>{@code p(x) = Σ_(i: samples_i = x) w_i / Σ_i w_i}
 *
 * <p>The last dimension of {@code logWeights}, the logarithms of the weights, counts the samples;
 * those before it are the batch. {@code samples} has these dimensions first, and after them those
 * of one sample, the event shape. Without weights the first dimension of {@code samples} counts
 * them. Weights need not sum to 1. Support: any number; what is not among the samples has
 * probability 0. Mean and variance are those of the samples, the variance divided by their whole
 * weight. Samples are drawn with replacement, in their own type. Not reparameterised; the gradient
 * by the weights passes the log probability. There is no {@link #entropy}.
 *
 * <p>Errors: {@link ShapeException} if the shapes do not begin alike. Else, and for threads, see
 * {@link Distribution}. After Pyro's {@code Empirical} (Bingham et al., Pyro: Deep Universal
 * Probabilistic Programming, 2019).
 */
public final class Empirical extends Derived {
  private static final Slot LOG_WEIGHTS =
      new Slot("Empirical", "logWeights", Constraints.independent(Constraints.real(), 1));

  private final Tensor samples;
  private final Tensor logWeights;

  private Empirical(Tensor samples, Tensor logWeights, Distribution base) {
    super(base);
    this.samples = samples;
    this.logWeights = logWeights;
  }

  /** Of samples of one weight, which the first dimension counts. */
  public static Empirical of(Tensor samples) {
    if (samples.dim() == 0) {
      throw misfit(samples.shape(), Shapes.of(1));
    }
    return of(samples, Tensor.zeros(samples.size(0)).to(Slot.floating(samples).dataType()));
  }

  /** Of samples with these logarithms of weights. */
  public static Empirical of(Tensor samples, Tensor logWeights) {
    Shape weights = logWeights.shape();
    int eventDims = samples.dim() - weights.dimension();
    if (weights.dimension() == 0
        || eventDims < 0
        || logWeights.numel() == 0
        || !Shapes.leading(samples.shape(), weights.dimension()).equals(weights)) {
      throw misfit(samples.shape(), weights);
    }
    Categorical place = Categorical.ofLogits(logWeights);
    Distribution each = Delta.of(samples, eventDims);
    return new Empirical(
        samples, Slot.floating(logWeights), MixtureSameFamily.under("Empirical", place, each));
  }

  private static ShapeException misfit(Shape samples, Shape logWeights) {
    return new ShapeException(
        "Empirical: samples has shape %s, logWeights %s. Needed: at least one sample, and that the first begins as the second."
            .formatted(samples, logWeights));
  }

  /** The samples, as they were given. */
  public Tensor samples() {
    return samples;
  }

  /** The logarithms of their weights, as they were given. */
  public Tensor logWeights() {
    return logWeights;
  }

  @Override
  public Distribution expand(Shape shape) {
    return shape.equals(batchShape())
        ? this
        : new Empirical(samples, logWeights, base().expand(Expanded.checked(this, shape)));
  }

  @Override
  public Tensor enumerateSupport() {
    throw new JyroException(
        "Empirical has no enumerateSupport: a sample may be there twice. Take samples().");
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter(LOG_WEIGHTS.name(), logWeights, LOG_WEIGHTS.constraint()));
  }

  @Override
  public String name() {
    return "Empirical";
  }
}
