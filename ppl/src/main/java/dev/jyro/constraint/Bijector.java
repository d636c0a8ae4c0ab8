package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/**
 * A smooth one-to-one map, with the volume that it stretches.
 *
 * <p>Immutable; safe for any number of threads.
 */
public interface Bijector {
  /** {@code y = f(x)}. */
  Tensor forward(Tensor x);

  /** {@code x = f⁻¹(y)}. */
  Tensor inverse(Tensor y);

  /**
   * {@code log |det ∂y/∂x|} at x, given also {@code y = f(x)} since it often helps; of the shape of
   * x without the {@code eventDim} dimensions of the codomain.
   */
  Tensor logAbsDetJacobian(Tensor x, Tensor y);

  /** The set of all y. */
  Constraint codomain();
}
