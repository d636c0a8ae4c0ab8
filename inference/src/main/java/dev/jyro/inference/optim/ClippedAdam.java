package dev.jyro.inference.optim;

import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.FusedUpdates.AdamSettings;

/**
 * {@link Adam} with each element of the gradient cut to {@code [-clip, clip]} and a learning rate
 * that shrinks: Pyro's optimizer of this name.
 *
 * <p>The rate of step t, counted from 1, is {@code η dᵗ}. A weight decay is added to the gradient
 * after the cut. While nothing is cut and nothing shrinks, the steps are Adam's own; Pyro adds eps
 * before the correction for young running means instead of after it, which only gradients near eps
 * would show. Immutable.
 *
 * @param rate the learning rate η before the first step
 * @param clip the largest element of a gradient, in absolute value
 * @param rateDecay d, what the rate is multiplied with at each step, the first included
 * @param beta1 how much of the running mean stays, in [0, 1)
 * @param beta2 how much of the running mean of squares stays, in [0, 1)
 * @param eps what keeps the quotient finite
 * @param decay the weight decay
 */
public record ClippedAdam(
    double rate,
    double clip,
    double rateDecay,
    double beta1,
    double beta2,
    double eps,
    double decay)
    implements Optimizer {
  /** Checks the numbers. */
  public ClippedAdam {
    Hyper.rate(rate);
    Hyper.need("clip", clip, clip > 0, "a positive number");
    Hyper.need("rate decay", rateDecay, Hyper.isPositive(rateDecay), "a positive number");
    Hyper.needAdam(beta1, beta2, eps, decay);
  }

  /** With clip 10, no decay of the rate, betas 0.9 and 0.999, eps 1e-8. */
  public static ClippedAdam withLearningRate(double rate) {
    return new ClippedAdam(rate, 10, 1, 0.9, 0.999, 1e-8, 0);
  }

  /** The same, cutting gradients here. */
  public ClippedAdam clip(double largest) {
    return new ClippedAdam(rate, largest, rateDecay, beta1, beta2, eps, decay);
  }

  /** The same, the rate shrinking by this factor each step. */
  public ClippedAdam rateDecay(double factor) {
    return new ClippedAdam(rate, clip, factor, beta1, beta2, eps, decay);
  }

  /** The same with other betas. */
  public ClippedAdam betas(double first, double second) {
    return new ClippedAdam(rate, clip, rateDecay, first, second, eps, decay);
  }

  /** The same with a weight decay. */
  public ClippedAdam weightDecay(double amount) {
    return new ClippedAdam(rate, clip, rateDecay, beta1, beta2, eps, amount);
  }

  @Override
  public Course start() {
    return new FusedCourse(
        Memory.of("ClippedAdam", "mean", "square"),
        this::rateAt,
        (leaves, moments, now) ->
            FusedUpdates.clippedAdam(
                leaves, moments, new AdamSettings(now, beta1, beta2, eps, decay), clip));
  }

  private double rateAt(int step) {
    return rate * Math.pow(rateDecay, step + 1);
  }
}
