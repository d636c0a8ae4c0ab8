package dev.jyro.inference.data;

import java.util.Iterator;

/**
 * One batch after the other, once.
 *
 * <pre>{@code
 * try (Feed<Tensor> feed = batches.epoch(0)) {
 *   while (feed.hasNext()) {
 *     try (TensorScope scope = TensorScope.open()) {
 *       loss += svi.step(feed.next());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>The tensors of a batch belong to the scope in which {@link #next} is called, as if they were
 * made there. A feed is for one thread at a time. Closing it ends its thread, if it has one, and
 * frees what that has made; a feed that is at its end needs no closing.
 *
 * @param <T> a batch
 */
public interface Feed<T> extends Iterator<T>, AutoCloseable {
  /** Ends it; there is no next batch then. Closing twice does nothing. */
  @Override
  void close();
}
