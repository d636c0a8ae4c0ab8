package dev.jyro.tensor;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tensors outside all scopes: freed by a cleaner, and counted in bytes.
 *
 * <p>The garbage collector sees some hundred bytes of a tensor that may hold a gigabyte, and may
 * not run for hours. As the JDK does for direct buffers, passing a budget asks for a collection and
 * waits a moment for the cleaner. If the memory is truly in use the budget moves up to twice of it,
 * so that a large live set does not mean a collection for each new tensor, and down again when that
 * is freed.
 */
final class Unscoped {
  private static final long BUDGET = Long.getLong("jyro.unscoped.bytes", 256L << 20);
  private static final int PATIENCE_MILLIS = 200;
  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicLong COUNT = new AtomicLong();
  private static final AtomicLong BYTES = new AtomicLong();
  private static final AtomicLong LIMIT = new AtomicLong(BUDGET);

  private Unscoped() {}

  /** Frees the native tensor once {@code tensor} is unreachable; run the result to free it now. */
  static Cleaner.Cleanable register(Tensor tensor, long address, long bytes) {
    return register(tensor, new Release(address, bytes, 1));
  }

  /** The same for a tensor that the process keeps for good: it weighs, but counts for none. */
  static Cleaner.Cleanable registerShared(Tensor tensor, long address, long bytes) {
    return register(tensor, new Release(address, bytes, 0));
  }

  private static Cleaner.Cleanable register(Tensor tensor, Release release) {
    COUNT.addAndGet(release.count);
    if (BYTES.addAndGet(release.bytes) > LIMIT.get()) {
      collect();
    }
    return CLEANER.register(tensor, release);
  }

  static long count() {
    return COUNT.get();
  }

  /** Asks for a collection and waits until the cleaner has caught up or makes no headway. */
  private static synchronized void collect() {
    if (BYTES.get() <= LIMIT.get()) {
      return;
    }
    System.gc();
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    long last = BYTES.get();
    while (last > LIMIT.get() / 2 && System.nanoTime() < deadline) {
      if (!pause()) {
        break;
      }
      long now = BYTES.get();
      if (now < last) {
        deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
      }
      last = now;
    }
    LIMIT.set(Math.max(BUDGET, 2 * BYTES.get()));
  }

  private static boolean pause() {
    try {
      Thread.sleep(1);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private record Release(long address, long bytes, int count) implements Runnable {
    @Override
    public void run() {
      Memory.delete(address);
      COUNT.addAndGet(-count);
      lower(BYTES.addAndGet(-bytes));
    }

    /**
     * The budget goes down with what is in use, or a large live set of once would be paid twice.
     */
    private static void lower(long left) {
      if (LIMIT.get() > BUDGET) {
        LIMIT.accumulateAndGet(Math.max(BUDGET, 2 * left), Math::min);
      }
    }
  }
}
