package dev.jyro.inference.optim;

import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.FusedUpdates.AdamSettings;

/**
 * Adam: steps of even size, whatever the scale of the gradients.
 *
 * <p>With gradient g, running mean m and running mean of squares v: {@code m ← β₁ m + (1-β₁) g},
 * {@code v ← β₂ v + (1-β₂) g²}, {@code θ ← θ - η (m / (1-β₁ᵗ)) / (√(v / (1-β₂ᵗ)) + ε)}. A weight
 * decay w adds {@code w θ} to g; for one that is apart from the gradient see {@link AdamW}.
 *
 * <p>All parameters are updated in one call of Torch. Step counts are kept for each parameter, so
 * one that comes later, or is not used in each step, is corrected for its own age. Immutable.
 * Source: Kingma and Ba 2015, Adam, algorithm 1.
 *
 * @param rate the learning rate η
 * @param beta1 how much of the running mean stays, in [0, 1)
 * @param beta2 how much of the running mean of squares stays, in [0, 1)
 * @param eps what keeps the quotient finite
 * @param decay the weight decay w
 */
public record Adam(LearningRate rate, double beta1, double beta2, double eps, double decay)
    implements Optimizer {
  /** Checks the numbers. */
  public Adam {
    Hyper.needAdam(beta1, beta2, eps, decay);
  }

  /** With betas 0.9 and 0.999, eps 1e-8 and no decay. */
  public static Adam withLearningRate(double rate) {
    return withLearningRate(LearningRate.constant(rate));
  }

  /** With betas 0.9 and 0.999, eps 1e-8 and no decay. */
  public static Adam withLearningRate(LearningRate rate) {
    return new Adam(rate, 0.9, 0.999, 1e-8, 0);
  }

  /** The same with other betas. */
  public Adam betas(double first, double second) {
    return new Adam(rate, first, second, eps, decay);
  }

  /** The same with a weight decay. */
  public Adam weightDecay(double amount) {
    return new Adam(rate, beta1, beta2, eps, amount);
  }

  @Override
  public Course start() {
    return new FusedCourse(
        Memory.of("Adam", "mean", "square"),
        rate,
        (leaves, moments, now) ->
            FusedUpdates.adam(leaves, moments, new AdamSettings(now, beta1, beta2, eps, decay)));
  }
}
