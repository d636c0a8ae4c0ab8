package dev.jyro.inference.data;

import dev.jyro.JyroException;
import dev.jyro.tensor.Parcel;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.util.Iterator;

/**
 * What lies on a belt: a batch, what went wrong with it, or the end.
 *
 * @param batch the batch
 * @param failure what was thrown in its place
 * @param parcel its tensors
 */
record Ready<T>(Option<T> batch, Option<Throwable> failure, Parcel parcel) {
  /** The next thing of a source, with the tensors that are made for it. */
  static <T> Ready<T> next(Iterator<T> source) {
    try (TensorScope scope = TensorScope.open()) {
      Option<T> batch = source.hasNext() ? Option.some(source.next()) : Option.none();
      return new Ready<>(batch, Option.none(), scope.pack());
    } catch (Throwable e) { // errors too: who waits for the batch must hear of them
      return new Ready<>(Option.none(), Option.of(e), empty());
    }
  }

  boolean isEnd() {
    return batch.isEmpty() && failure.isEmpty();
  }

  /** Whether nothing comes after it. */
  boolean isLast() {
    return batch.isEmpty();
  }

  /** The batch, its tensors in the scope of now. */
  T unpacked() {
    failure.forEach(Ready::rethrow);
    parcel.unpack();
    return batch.get();
  }

  private static void rethrow(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    throw e instanceof RuntimeException known
        ? known
        : new JyroException("A batch could not be made.", e);
  }

  private static Parcel empty() {
    return TensorScope.open().pack();
  }
}
