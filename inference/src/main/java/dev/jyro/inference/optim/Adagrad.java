package dev.jyro.inference.optim;

import dev.jyro.tensor.FusedUpdates;

/**
 * Adagrad: steps that shrink where gradients have been large or many.
 *
 * <p>With gradient g and sum of squares s, which starts at some number: {@code s ← s + g²}, {@code
 * θ ← θ - η / (1 + (t-1) d) · g / (√s + ε)} at the parameter's step t, counted from 1. A weight
 * decay w adds {@code w θ} to g.
 *
 * <p>All parameters are updated in one call of Torch. Step counts are kept for each parameter.
 * Immutable. Source: Duchi, Hazan and Singer 2011, Adaptive Subgradient Methods for Online Learning
 * and Stochastic Optimization, in Torch's form.
 *
 * @param rate the learning rate η
 * @param rateDecay d, how fast the rate falls
 * @param initial what the sum of squares starts at
 * @param eps what keeps the quotient finite
 * @param decay the weight decay w
 */
public record Adagrad(LearningRate rate, double rateDecay, double initial, double eps, double decay)
    implements Optimizer {
  /** Checks the numbers. */
  public Adagrad {
    Hyper.need("rate decay", rateDecay, Hyper.isNotNegative(rateDecay), "0 or a positive number");
    Hyper.need("initial sum", initial, Hyper.isNotNegative(initial), "0 or a positive number");
    Hyper.need("eps", eps, Hyper.isPositive(eps), "a positive number");
    Hyper.needDecay(decay);
  }

  /** With a sum that starts at 0, eps 1e-10, no decay of the rate or the weights. */
  public static Adagrad withLearningRate(double rate) {
    return withLearningRate(LearningRate.constant(rate));
  }

  /** With a sum that starts at 0, eps 1e-10, no decay of the rate or the weights. */
  public static Adagrad withLearningRate(LearningRate rate) {
    return new Adagrad(rate, 0, 0, 1e-10, 0);
  }

  /** The same, the rate falling as {@code 1 / (1 + d (t-1))}. */
  public Adagrad rateDecay(double d) {
    return new Adagrad(rate, d, initial, eps, decay);
  }

  /** The same, the sum of squares starting at this number. */
  public Adagrad initial(double sum) {
    return new Adagrad(rate, rateDecay, sum, eps, decay);
  }

  /** The same with a weight decay. */
  public Adagrad weightDecay(double amount) {
    return new Adagrad(rate, rateDecay, initial, eps, amount);
  }

  @Override
  public Course start() {
    return new FusedCourse(
        Memory.startingAt(initial, "Adagrad", "sum"),
        rate,
        (leaves, moments, now) ->
            FusedUpdates.adagrad(leaves, moments, now, rateDecay, decay, eps));
  }
}
