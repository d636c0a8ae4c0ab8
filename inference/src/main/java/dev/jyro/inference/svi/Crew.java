package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import io.vavr.collection.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntFunction;

/**
 * Does numbered pieces of work, on this thread and on those that an executor lends.
 *
 * <p>Pieces are begun in their order, none after one has failed. This thread does its part, so that
 * work goes on even if the executor is busy, and it waits for all that was begun.
 */
final class Crew<T> {
  private final IntFunction<Piece<T>> work;
  private final List<CompletableFuture<Piece<T>>> pieces;
  private int next;
  private int end;

  private Crew(int count, IntFunction<Piece<T>> work) {
    this.work = work;
    this.end = count;
    this.pieces = List.range(0, count).map(i -> new CompletableFuture<>());
  }

  /**
   * What came of the pieces: of all, or of the first ones up to one that failed at least.
   *
   * @throws JyroException if the executor takes no work
   */
  static <T> List<Piece<T>> work(int count, Executor executor, IntFunction<Piece<T>> work) {
    Crew<T> crew = new Crew<>(count, work);
    crew.callFor(executor);
    crew.goOn();
    return crew.begun();
  }

  private void callFor(Executor executor) {
    try {
      pieces.tail().forEach(piece -> executor.execute(this::goOn));
    } catch (RejectedExecutionException e) {
      begun().forEach(Piece::close);
      throw new JyroException(
          "parallel: the executor %s takes no work. Needed: one that is open and has room. Fix: parallel() takes the common pool."
              .formatted(executor),
          e);
    }
  }

  private void goOn() {
    for (int i = take(); i >= 0; i = take()) {
      Piece<T> piece = work.apply(i);
      if (piece.isFailed()) {
        stop();
      }
      pieces.get(i).complete(piece);
    }
  }

  /** The number of the next piece, or -1 if none is to be begun any more. */
  private synchronized int take() {
    return next < end ? next++ : -1;
  }

  /** Lets none begin any more, and tells how many have. */
  private synchronized int stop() {
    end = next;
    return end;
  }

  private List<Piece<T>> begun() {
    return pieces.take(stop()).map(CompletableFuture::join);
  }
}
