package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.tensor.Cotangents;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * What a training descends: a number made of model, guide and data, and where its derivatives
 * enter.
 *
 * <p>Most need not know what the data are: they are {@link ELBO}s.
 *
 * <p>Implementations are immutable and keep nothing between calls. {@link SVI} opens the scope that
 * frees their tensors, records gradients if they are wanted, and refuses a loss that is not finite.
 *
 * @param <A> what model and guide are given
 */
@FunctionalInterface
public interface Objective<A> {
  /**
   * Estimates the loss, and hands over what to differentiate.
   *
   * @param run draws particles of model and guide
   * @param descend takes where the loss's derivatives enter the graph, or parts of them to be
   *     summed; does nothing when only the loss is wanted
   * @return the loss
   */
  double estimate(Run<? extends A> run, Consumer<Cotangents> descend);

  /**
   * Takes the loss apart.
   *
   * @throws JyroException if it is no sum over sites
   */
  default LossBySite bySite(Run<? extends A> run) {
    throw new JyroException(
        "lossBySite: %s is no sum over sites. Needed: a bound that is, such as TraceELBO. Fix: SVI.of(model, guide, optimizer, TraceELBO.create(), SVI.Options.defaults().params(svi.params())).lossBySite(data)."
            .formatted(getClass().getSimpleName()));
  }

  /**
   * The same for each datum: loss and gradient divided by how many there are. Without it they are
   * sums over the data, as Pyro has them; this is ZhuSuan's way.
   *
   * @param size how many data a batch has
   */
  default <B extends A> Objective<B> meanPerDatum(ToLongFunction<? super B> size) {
    return new MeanPerDatum<>(this, size);
  }
}
