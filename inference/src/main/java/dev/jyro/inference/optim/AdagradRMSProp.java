package dev.jyro.inference.optim;

import dev.jyro.tensor.FusedUpdates;

/**
 * The step sizes of automatic differentiation variational inference: they fall as Adagrad's do, and
 * follow the gradients of late as RMSprop's do. Pyro's optimizer of this name.
 *
 * <p>With gradient g and running mean of squares s, at the parameter's step i, counted from 1:
 * {@code s ← t g² + (1-t) s}, at the first step {@code s ← g²}; {@code θ ← θ - η i^(-½+δ) g / (1 +
 * √s)}.
 *
 * <p>All parameters are updated in one call of Torch. Step counts are kept for each parameter.
 * Immutable. Source: Kucukelbir et al. 2017, Automatic Differentiation Variational Inference,
 * equations 10 and 11, with τ = 1.
 *
 * @param eta the scale η of the steps
 * @param delta δ, what is added to the exponent, in [-½, ½]
 * @param t how much of the running mean is new at each step, in (0, 1]
 */
public record AdagradRMSProp(double eta, double delta, double t) implements Optimizer {
  /** Checks the numbers. */
  public AdagradRMSProp {
    Hyper.rate(eta);
    Hyper.need("delta", delta, Math.abs(delta) <= 0.5, "a number in [-0.5, 0.5]");
    Hyper.need("t", t, t > 0 && t <= 1, "a number in (0, 1]");
  }

  /** With η 1, δ 1e-16 and t 0.1. */
  public static AdagradRMSProp create() {
    return new AdagradRMSProp(1, 1e-16, 0.1);
  }

  /** The same with another scale. */
  public AdagradRMSProp eta(double scale) {
    return new AdagradRMSProp(scale, delta, t);
  }

  /** The same with this added to the exponent. */
  public AdagradRMSProp delta(double more) {
    return new AdagradRMSProp(eta, more, t);
  }

  /** The same, so much of the running mean being new at each step. */
  public AdagradRMSProp t(double fresh) {
    return new AdagradRMSProp(eta, delta, fresh);
  }

  @Override
  public Course start() {
    return new FusedCourse(
        Memory.of("AdagradRMSProp", "square"),
        LearningRate.constant(eta),
        (leaves, moments, now) -> FusedUpdates.adagradRMSProp(leaves, moments, now, delta, t));
  }
}
