package dev.jyro;

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

  /** How many there were. */
  public int count() {
    return count.get();
  }

  private void collect() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        System.gc();
        count.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends; the thread is gone when it returns. */
  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
