package dev.jyro.inference.optim;

import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.FusedUpdates.Momentum;

/**
 * Stochastic gradient descent, with or without momentum.
 *
 * <p>{@code b ← μ b + g}, {@code θ ← θ - η b}; Nesterov's form steps by {@code g + μ b}. A weight
 * decay w adds {@code w θ} to g. Immutable. Source: Sutskever et al. 2013, section 2, in Torch's
 * form.
 *
 * @param rate the learning rate η
 * @param momentum μ, in [0, 1), and whether in Nesterov's form
 * @param decay the weight decay w
 */
public record SGD(LearningRate rate, Momentum momentum, double decay) implements Optimizer {
  /** Checks the numbers. */
  public SGD {
    double factor = momentum.factor();
    Hyper.need("momentum", factor, Hyper.isFraction(factor), "a number in [0, 1)");
    Hyper.needDecay(decay);
  }

  /** Without momentum. */
  public static SGD withLearningRate(double rate) {
    return withLearningRate(LearningRate.constant(rate));
  }

  /** Without momentum. */
  public static SGD withLearningRate(LearningRate rate) {
    return new SGD(rate, Momentum.NONE, 0);
  }

  /** The same with momentum. */
  public SGD momentum(double factor) {
    return new SGD(rate, new Momentum(factor, false), decay);
  }

  /** The same with momentum in Nesterov's form. */
  public SGD nesterov(double factor) {
    return new SGD(rate, new Momentum(factor, true), decay);
  }

  /** The same with a weight decay. */
  public SGD weightDecay(double amount) {
    return new SGD(rate, momentum, amount);
  }

  @Override
  public Course start() {
    Memory memory = momentum.factor() == 0 ? Memory.of("SGD") : Memory.of("SGD", "speed");
    return new FusedCourse(
        memory,
        rate,
        (leaves, moments, now) -> FusedUpdates.sgd(leaves, moments, now, momentum, decay));
  }
}
