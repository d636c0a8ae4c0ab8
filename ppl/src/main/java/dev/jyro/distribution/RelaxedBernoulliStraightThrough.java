package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;

/**
 * A {@link RelaxedBernoulli} number rounded to 0 or 1, with the gradient that it had before.
 *
 * <p>{@link #draw} gives the log density of the {@link RelaxedBernoulli} number that was rounded,
 * and its gradient. {@link #logProb} is the density of that distribution at the value given, which
 * for a rounded one is that at the border: let a model score what a guide has drawn from here by
 * {@link Bernoulli}, whose formula passes the gradient on.
 *
 * <p>Parameters, support and errors are those of {@link RelaxedBernoulli}; for threads see {@link
 * Distribution}. Source: Bengio, Léonard and Courville, Estimating or Propagating Gradients Through
 * Stochastic Neurons for Conditional Computation, 2013; Jang, Gu and Poole, Categorical
 * Reparameterization with Gumbel-Softmax, 2017.
 */
public final class RelaxedBernoulliStraightThrough extends Derived {
  private RelaxedBernoulliStraightThrough(Distribution soft) {
    super(soft);
  }

  /** At this temperature, with this probability of 1. */
  public static RelaxedBernoulliStraightThrough of(Tensor temperature, Tensor probs) {
    return new RelaxedBernoulliStraightThrough(RelaxedBernoulli.of(temperature, probs));
  }

  /** At this temperature, with this probability of 1. */
  public static RelaxedBernoulliStraightThrough of(Tensor temperature, double probs) {
    return new RelaxedBernoulliStraightThrough(RelaxedBernoulli.of(temperature, probs));
  }

  /** At this temperature, with this probability of 1. */
  public static RelaxedBernoulliStraightThrough of(double temperature, Tensor probs) {
    return new RelaxedBernoulliStraightThrough(RelaxedBernoulli.of(temperature, probs));
  }

  /** At this temperature, with this probability of 1, float32. */
  public static RelaxedBernoulliStraightThrough of(double temperature, double probs) {
    return new RelaxedBernoulliStraightThrough(RelaxedBernoulli.of(temperature, probs));
  }

  /** At this temperature, with these log odds of 1. */
  public static RelaxedBernoulliStraightThrough ofLogits(Tensor temperature, Tensor logits) {
    return new RelaxedBernoulliStraightThrough(RelaxedBernoulli.ofLogits(temperature, logits));
  }

  /** At this temperature, with these log odds of 1. */
  public static RelaxedBernoulliStraightThrough ofLogits(Tensor temperature, double logits) {
    return new RelaxedBernoulliStraightThrough(RelaxedBernoulli.ofLogits(temperature, logits));
  }

  /** At this temperature, with these log odds of 1. */
  public static RelaxedBernoulliStraightThrough ofLogits(double temperature, Tensor logits) {
    return new RelaxedBernoulliStraightThrough(RelaxedBernoulli.ofLogits(temperature, logits));
  }

  /** At this temperature, with these log odds of 1, float32. */
  public static RelaxedBernoulliStraightThrough ofLogits(double temperature, double logits) {
    return new RelaxedBernoulliStraightThrough(RelaxedBernoulli.ofLogits(temperature, logits));
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
    Tensor hard = constant.gt(0.5).to(soft.dataType());
    return hard.add(soft.sub(constant));
  }

  @Override
  public Distribution expand(Shape shape) {
    return shape.equals(batchShape())
        ? this
        : new RelaxedBernoulliStraightThrough(base().expand(Expanded.checked(this, shape)));
  }

  @Override
  public String name() {
    return "RelaxedBernoulliStraightThrough";
  }
}
