package dev.jyro;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread that asks for one garbage collection after another until it is closed. What lives on by
 * luck, being unreachable and not yet collected, does not live long beside it.
 */
public final class ForcedCollections implements AutoCloseable {
  private final AtomicInteger count = new AtomicInteger();
  private final Thread thread;
  private final long pauseMillis;

  private ForcedCollections(long pauseMillis) {
    this.pauseMillis = pauseMillis;
    this.thread = new Thread(this::collect, "forced-collections");
    thread.setDaemon(true);
  }

  /** Begins, with so long a pause between two. */
  public static ForcedCollections every(long pauseMillis) {
    ForcedCollections forced = new ForcedCollections(pauseMillis);
    forced.thread.start();
    return forced;
  }

  /** How many there were; a request that the machine has ignored is none. */
  public int count() {
    return count.get();
  }

  /**
   * Waits until there were more than so many.
   *
   * @throws AssertionError if it takes longer than this
   */
  public void awaitMoreThan(int before, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (count() <= before) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "No garbage collection in %s, %d before. Needed: one after the other. Fix: leave -XX:+DisableExplicitGC out, and see whether the thread '%s' is alive."
                .formatted(patience, before, thread.getName()));
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private void collect() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        long before = done();
        System.gc();
        if (done() > before) {
          count.incrementAndGet();
        }
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All collections of this machine, small ones too. */
  private static long done() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  /** Ends; the thread is gone when it returns. */
  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
