package dev.jyro.inference.svi;

import dev.jyro.tensor.Tensor;
import java.util.function.Consumer;

/**
 * An objective for variational inference: a lower bound of the evidence, or a kin of it.
 *
 * <p>Implementations are immutable and keep nothing between calls.
 */
public interface ELBO {
  /**
   * Estimates the loss, {@code -ELBO} in nats summed over the data, and hands over what to
   * differentiate.
   *
   * @param run draws particles of model and guide
   * @param descend takes tensors of one element, the sum of whose gradients is the gradient's
   *     estimate; does nothing when only the loss is wanted. To be called before the next particle
   *     is drawn, so that one graph at a time is kept
   * @return the loss
   */
  double estimate(Run<?> run, Consumer<Tensor> descend);
}
