package dev.jyro.inference.svi;

import dev.jyro.tensor.Arrivals;
import dev.jyro.tensor.Parcel;
import dev.jyro.tensor.TensorScope;
import java.util.function.Supplier;

/**
 * Work that was done on some thread: what came of it, with its tensors and the gradients that it
 * brings. Done by one thread, then taken by another.
 */
final class Piece<T> implements AutoCloseable {
  private final T value;
  private final Parcel parcel;
  private final Arrivals arrivals;

  private Piece(T value, Parcel parcel, Arrivals arrivals) {
    this.value = value;
    this.parcel = parcel;
    this.arrivals = arrivals;
  }

  /** Does the work on this thread; what it makes is freed if it fails. */
  static <T> Piece<T> of(Supplier<T> work) {
    Arrivals arrivals = Arrivals.none();
    boolean done = false;
    try (TensorScope scope = TensorScope.open()) {
      T value = arrivals.collecting(work);
      done = true;
      return new Piece<>(value, scope.pack(), arrivals);
    } finally {
      if (!done) {
        arrivals.close();
      }
    }
  }

  /** Takes what came of it, and its tensors and gradients, onto this thread. */
  T taken() {
    parcel.unpack();
    arrivals.deliver();
    return value;
  }

  /** Frees what was not taken. */
  @Override
  public void close() {
    parcel.close();
    arrivals.close();
  }
}
