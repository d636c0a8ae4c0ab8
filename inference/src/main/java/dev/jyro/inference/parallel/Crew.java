package dev.jyro.inference.parallel;

import dev.jyro.JyroException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The threads that share work: the caller's, and others of an executor.
 *
 * <p>Each takes the next task that nobody has taken. The caller works too, so that it never waits
 * for a thread that the executor has not got, even if it is one of the executor's own. Immutable;
 * safe for any number of threads.
 *
 * @param executor gives the other threads
 * @param threads how many at the most, the caller's included
 */
public record Crew(Executor executor, int threads) {
  /** The caller alone. */
  public static final Crew CALLER = new Crew(Runnable::run, 1);

  /**
   * Checks that there is somebody.
   *
   * @throws JyroException if there are fewer than 1
   */
  public Crew {
    if (threads < 1) {
      throw new JyroException("%d threads. Needed: at least 1.".formatted(threads));
    }
  }

  /**
   * Performs the tasks 0 … count-1, and returns or throws when nobody is at work any more. Whatever
   * the first task that fails throws, by number, ends the work and is thrown.
   *
   * @throws JyroException if the executor takes no work, or the thread is interrupted meanwhile
   */
  public void perform(int count, IntConsumer task) {
    Work work = new Work(count, task);
    work.share(executor, Math.min(threads, count) - 1);
    work.run();
    work.await();
  }

  /** Tasks to be taken. */
  private static final class Work implements Runnable {
    private final int count;
    private volatile IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch open;
    private final Failures failures = new Failures();

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
      } catch (RuntimeException | Error e) {
        failures.add(
            -1,
            new JyroException(
                "The executor %s takes no work. Needed: one that is open and has room, such as ForkJoinPool.commonPool()."
                    .formatted(executor),
                e));
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
        if (failures.isBefore(number)) {
          return;
        }
        task.accept(number);
      } catch (Throwable e) {
        failures.add(number, e);
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
          failures.add(count, new JyroException("Interrupted while others were at work.", e));
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      task = number -> {}; // threads that come too late keep nothing
      failures.rethrow();
    }
  }
}
