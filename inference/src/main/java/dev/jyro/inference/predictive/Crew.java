package dev.jyro.inference.predictive;

import dev.jyro.JyroException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * The threads that share work: the caller's, and others of an executor.
 *
 * <p>Each takes the next task that nobody has taken. The caller works too, so that it never waits
 * for a thread that the executor has not got, even if it is one of the executor's own.
 *
 * @param executor gives the other threads
 * @param threads how many at the most, the caller's included
 */
record Crew(Executor executor, int threads) {
  /** The caller alone. */
  static final Crew CALLER = new Crew(Runnable::run, 1);

  Crew {
    if (threads < 1) {
      throw new JyroException("%d threads. Needed: at least 1.".formatted(threads));
    }
  }

  /** Performs the tasks 0 … count-1. The first error ends the work, and is thrown. */
  void perform(int count, IntConsumer task) {
    Work work = new Work(count, task);
    work.share(executor, Math.min(threads, count) - 1);
    work.run();
    work.await();
  }

  /** Tasks to be taken. */
  private static final class Work implements Runnable {
    private final int count;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch open;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Work(int count, IntConsumer task) {
      this.count = count;
      this.task = task;
      this.open = new CountDownLatch(count);
    }

    void share(Executor executor, int others) {
      try {
        for (int i = 0; i < others; i++) {
          executor.execute(this);
        }
      } catch (RuntimeException e) {
        failure.set(e);
      }
    }

    @Override
    public void run() {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        perform(i);
      }
    }

    private void perform(int number) {
      try {
        if (failure.get() == null) {
          task.accept(number);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      } finally {
        open.countDown();
      }
    }

    /** Others may still be at work on what the caller owns; so it waits even if interrupted. */
    void await() {
      boolean interrupted = false;
      while (open.getCount() > 0) {
        try {
          open.await();
        } catch (InterruptedException e) {
          interrupted = true;
          failure.compareAndSet(null, new JyroException("Interrupted while waiting for draws.", e));
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      rethrow();
    }

    private void rethrow() {
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw (RuntimeException) thrown;
      }
    }
  }
}
