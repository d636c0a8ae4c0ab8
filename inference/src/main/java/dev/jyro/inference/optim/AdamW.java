package dev.jyro.inference.optim;

import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.FusedUpdates.AdamSettings;

/**
 * {@link Adam} whose weight decay shrinks the parameter itself, {@code θ ← θ - η w θ} before each
 * step, and stays out of the running means.
 *
 * <p>So the decay is equally strong for parameters with large and with small gradients. Immutable.
 * Source: Loshchilov and Hutter 2019, Decoupled Weight Decay Regularization, algorithm 2, in
 * Torch's form, where w is multiplied with the learning rate.
 *
 * @param rate the learning rate η
 * @param beta1 how much of the running mean stays, in [0, 1)
 * @param beta2 how much of the running mean of squares stays, in [0, 1)
 * @param eps what keeps the quotient finite
 * @param decay the weight decay w
 */
public record AdamW(LearningRate rate, double beta1, double beta2, double eps, double decay)
    implements Optimizer {
  /** Checks the numbers. */
  public AdamW {
    Hyper.needAdam(beta1, beta2, eps, decay);
  }

  /** With betas 0.9 and 0.999, eps 1e-8 and a decay of 0.01. */
  public static AdamW withLearningRate(double rate) {
    return withLearningRate(LearningRate.constant(rate));
  }

  /** With betas 0.9 and 0.999, eps 1e-8 and a decay of 0.01. */
  public static AdamW withLearningRate(LearningRate rate) {
    return new AdamW(rate, 0.9, 0.999, 1e-8, 0.01);
  }

  /** The same with other betas. */
  public AdamW betas(double first, double second) {
    return new AdamW(rate, first, second, eps, decay);
  }

  /** The same with another weight decay. */
  public AdamW weightDecay(double amount) {
    return new AdamW(rate, beta1, beta2, eps, amount);
  }

  @Override
  public Course start() {
    return new FusedCourse(
        Memory.of("AdamW", "mean", "square"),
        rate,
        (leaves, moments, now) ->
            FusedUpdates.adamW(leaves, moments, new AdamSettings(now, beta1, beta2, eps, decay)));
  }
}
