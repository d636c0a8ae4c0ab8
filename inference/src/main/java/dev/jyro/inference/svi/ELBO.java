package dev.jyro.inference.svi;

import dev.jyro.tensor.Cotangents;
import java.util.function.Consumer;

/**
 * An objective for variational inference: a lower bound of the evidence, or a kin of it.
 *
 * <p>The plainest of all, for guides that are pathwise throughout:
 *
 * <pre>{@code
 * ELBO plain = (run, descend) -> {
 *   Particle particle = run.particle(0);
 *   Tensor loss = particle.guide().logDensity().sub(particle.model().logDensity());
 *   descend.accept(Cotangents.of(loss));
 *   return loss.item();
 * };
 * }</pre>
 *
 * <p>Implementations are immutable and keep nothing between calls. {@link SVI} opens the scope that
 * frees their tensors, records gradients if they are wanted, and refuses a loss that is not finite.
 */
@FunctionalInterface
public interface ELBO extends Objective<Object> {
  /**
   * Estimates the loss, {@code -ELBO} in nats summed over the data, and hands over what to
   * differentiate.
   *
   * @param run draws particles of model and guide
   * @param descend takes where the loss's derivatives enter the graph, or parts of them to be
   *     summed; does nothing when only the loss is wanted. Networks that Torch differentiates are
   *     used up by it: particles drawn so far are not to be differentiated again
   * @return the loss
   */
  @Override
  double estimate(Run<?> run, Consumer<Cotangents> descend);
}
