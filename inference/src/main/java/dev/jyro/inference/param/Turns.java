package dev.jyro.inference.param;

import dev.jyro.JyroException;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Steps of training come one at a time, and nothing else changes parameters meanwhile: a step would
 * use numbers, and free gradients, that belong to another. What comes during a step is refused; a
 * step that comes during a change waits for it. For any number of threads.
 */
final class Turns {
  /** A step writes; changes are as readers to each other, and the store puts them in a row. */
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  /**
   * Takes a step.
   *
   * @throws JyroException during another step, on any thread, and within a change
   */
  <T> T step(Supplier<T> step) {
    if (lock.isWriteLocked() || lock.getReadHoldCount() > 0) {
      throw refused("a step");
    }
    lock.writeLock().lock();
    try {
      return step.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Changes parameters.
   *
   * @param what it is, for the error
   * @throws JyroException during a step, on any thread
   */
  void change(String what, Runnable change) {
    if (lock.isWriteLockedByCurrentThread() || !lock.readLock().tryLock()) {
      throw refused(what);
    }
    try {
      change.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  private static JyroException refused(String what) {
    return new JyroException(
        "%s: these parameters are in a step of training already, on another thread or further out on this one. Needed: one at a time in each ParamStore. Fix one of: give each SVI parameters of its own (leave Options.params out); let those that share them take turns; change or load them between steps."
            .formatted(what));
  }
}
