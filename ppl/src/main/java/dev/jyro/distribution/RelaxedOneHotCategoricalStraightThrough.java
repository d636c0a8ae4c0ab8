package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;

/**
 * A {@link RelaxedOneHotCategorical} vector rounded to a 1 in its largest place and zeros, with the
 * gradient that it had before.
 *
 * <p>{@link #draw} gives the log density of the {@link RelaxedOneHotCategorical} number that was
 * rounded, and its gradient. {@link #logProb} is the density of that distribution at the value
 * given, which for a rounded one is that at the border: let a model score what a guide has drawn
 * from here by {@link OneHotCategorical}, whose formula passes the gradient on.
 *
 * <p>Parameters, support and errors are those of {@link RelaxedOneHotCategorical}; for threads see
 * {@link Distribution}. Source: Bengio, Léonard and Courville, Estimating or Propagating Gradients
 * Through Stochastic Neurons for Conditional Computation, 2013; Jang, Gu and Poole, Categorical
 * Reparameterization with Gumbel-Softmax, 2017.
 */
public final class RelaxedOneHotCategoricalStraightThrough extends Derived {
  private RelaxedOneHotCategoricalStraightThrough(Distribution soft) {
    super(soft);
  }

  /** At this temperature, with these weights in the last dimension. */
  public static RelaxedOneHotCategoricalStraightThrough of(Tensor temperature, Tensor probs) {
    return new RelaxedOneHotCategoricalStraightThrough(
        RelaxedOneHotCategorical.of(temperature, probs));
  }

  /** At this temperature, with these weights in the last dimension. */
  public static RelaxedOneHotCategoricalStraightThrough of(double temperature, Tensor probs) {
    return new RelaxedOneHotCategoricalStraightThrough(
        RelaxedOneHotCategorical.of(temperature, probs));
  }

  /** At this temperature, with these logarithms of weights in the last dimension. */
  public static RelaxedOneHotCategoricalStraightThrough ofLogits(
      Tensor temperature, Tensor logits) {
    return new RelaxedOneHotCategoricalStraightThrough(
        RelaxedOneHotCategorical.ofLogits(temperature, logits));
  }

  /** At this temperature, with these logarithms of weights in the last dimension. */
  public static RelaxedOneHotCategoricalStraightThrough ofLogits(
      double temperature, Tensor logits) {
    return new RelaxedOneHotCategoricalStraightThrough(
        RelaxedOneHotCategorical.ofLogits(temperature, logits));
  }

  @Override
  public Tensor sample(Noise noise) {
    return rounded(base().sample(noise));
  }

  @Override
  public Drawn draw(Noise noise) {
    Drawn soft = base().draw(noise);
    return new Drawn(rounded(soft.value()), soft.density());
  }

  /** The rest is exactly 0, and has the gradient. */
  private static Tensor rounded(Tensor soft) {
    Tensor constant = soft.detach();
    Tensor hard = constant.argMax(-1).oneHot(soft.size(-1)).to(soft.dataType());
    return hard.add(soft.sub(constant));
  }

  @Override
  public Distribution expand(Shape shape) {
    return shape.equals(batchShape())
        ? this
        : new RelaxedOneHotCategoricalStraightThrough(base().expand(Expanded.checked(this, shape)));
  }

  @Override
  public String name() {
    return "RelaxedOneHotCategoricalStraightThrough";
  }
}
