package dev.jyro.inference.optim;

import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.FusedUpdates.RMSPropSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * RMSprop: each gradient divided by the root of what its square has lately been.
 *
 * <p>With gradient g and running mean of squares v: {@code v ← α v + (1-α) g²}, {@code θ ← θ - η g
 * / (√v + ε)}. Centered, with running mean m of the gradient, {@code √(v - m²)} takes the root's
 * place; a rounding that makes it negative counts as 0. With momentum, {@code b ← μ b + g / (√v +
 * ε)} and {@code θ ← θ - η b}. A weight decay w adds {@code w θ} to g.
 *
 * <p>All parameters are updated in one call of Torch. Immutable. Source: Tieleman and Hinton 2012,
 * Lecture 6.5; Graves 2013, Generating Sequences with Recurrent Neural Networks, section 4.2, for
 * the centered form; both in Torch's form.
 *
 * @param rate the learning rate η
 * @param alpha how much of the running means stays, in [0, 1)
 * @param eps what keeps the quotient finite
 * @param decay the weight decay w
 * @param momentum μ, in [0, 1)
 * @param root what the gradient is divided by the root of
 */
public record RMSprop(
    LearningRate rate, double alpha, double eps, double decay, double momentum, Root root)
    implements Optimizer {
  /** What the gradient is divided by the root of. */
  public enum Root {
    /** The running mean of its square. */
    SQUARE,
    /** Its running variance: the centered form. */
    VARIANCE
  }

  /** Checks the numbers. */
  public RMSprop {
    Hyper.need("alpha", alpha, Hyper.isFraction(alpha), "a number in [0, 1)");
    Hyper.need("eps", eps, Hyper.isPositive(eps), "a positive number");
    Hyper.need("momentum", momentum, Hyper.isFraction(momentum), "a number in [0, 1)");
    Hyper.needDecay(decay);
  }

  /** With alpha 0.99, eps 1e-8, no momentum, no decay, not centered. */
  public static RMSprop withLearningRate(double rate) {
    return withLearningRate(LearningRate.constant(rate));
  }

  /** With alpha 0.99, eps 1e-8, no momentum, no decay, not centered. */
  public static RMSprop withLearningRate(LearningRate rate) {
    return new RMSprop(rate, 0.99, 1e-8, 0, 0, Root.SQUARE);
  }

  /** The same, so much of the running means staying at each step. */
  public RMSprop alpha(double stays) {
    return new RMSprop(rate, stays, eps, decay, momentum, root);
  }

  /** The same with momentum. */
  public RMSprop momentum(double factor) {
    return new RMSprop(rate, alpha, eps, decay, factor, root);
  }

  /** The same with the gradient's variance in place of its square. */
  public RMSprop centered() {
    return new RMSprop(rate, alpha, eps, decay, momentum, Root.VARIANCE);
  }

  /** The same with a weight decay. */
  public RMSprop weightDecay(double amount) {
    return new RMSprop(rate, alpha, eps, amount, momentum, root);
  }

  @Override
  public Course start() {
    return new FusedCourse(
        Memory.of("RMSprop", tensors()),
        rate,
        (leaves, moments, now) ->
            FusedUpdates.rmsProp(
                leaves,
                moments,
                new RMSPropSettings(now, alpha, eps, decay, momentum, root == Root.VARIANCE)));
  }

  /** In the order of {@link FusedUpdates#rmsProp}. */
  private String[] tensors() {
    List<String> names = new ArrayList<>(List.of("square"));
    if (root == Root.VARIANCE) {
      names.add("mean");
    }
    if (momentum > 0) {
      names.add("speed");
    }
    return names.toArray(String[]::new);
  }
}
