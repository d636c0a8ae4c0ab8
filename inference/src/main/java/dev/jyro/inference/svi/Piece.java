package dev.jyro.inference.svi;

import dev.jyro.tensor.Arrivals;
import dev.jyro.tensor.Parcel;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Either;
import java.util.function.Supplier;

/**
 * Work that was done on some thread: what came of it, with its tensors and the gradients that it
 * brings. Done by one thread, then taken by another.
 */
final class Piece<T> implements AutoCloseable {
  private final Either<Throwable, T> outcome;
  private final Parcel parcel;
  private final Arrivals arrivals;

  private Piece(Either<Throwable, T> outcome, Parcel parcel, Arrivals arrivals) {
    this.outcome = outcome;
    this.parcel = parcel;
    this.arrivals = arrivals;
  }

  /** Does the work on this thread; if it fails, that is its outcome. */
  static <T> Piece<T> of(Supplier<T> work) {
    Arrivals arrivals = Arrivals.none();
    TensorScope scope = TensorScope.open();
    Either<Throwable, T> outcome = outcome(() -> arrivals.collecting(work));
    return new Piece<>(outcome, scope.pack(), arrivals);
  }

  /** Errors of every kind, for somebody waits for the outcome. */
  private static <T> Either<Throwable, T> outcome(Supplier<T> work) {
    try {
      return Either.right(work.get());
    } catch (Throwable e) {
      return Either.left(e);
    }
  }

  /** Whether the work threw something. */
  boolean isFailed() {
    return outcome.isLeft();
  }

  /** Throws what the work threw, if it did. */
  void check() {
    outcome.swap().forEach(Piece::<RuntimeException>rethrow);
  }

  /** Takes what came of it, and its tensors and gradients, onto this thread. */
  T taken() {
    parcel.unpack();
    arrivals.deliver();
    return outcome.get();
  }

  /** Frees what was not taken. */
  @Override
  public void close() {
    parcel.close();
    arrivals.close();
  }

  /** Whatever it is: programs in Kotlin and Scala may throw checked exceptions unannounced. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void rethrow(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
