package dev.jyro.inference.param;

import dev.jyro.JyroException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread at a time change parameters, and refuses the others: a step on one would use
 * numbers, and free gradients, that belong to a step on another. For any number of threads.
 */
final class Turns {
  private final ReentrantLock turn = new ReentrantLock();

  /**
   * Does what changes parameters.
   *
   * @param what it is, for the error
   * @throws JyroException if another thread has its turn
   */
  void take(String what, Runnable change) {
    take(
        what,
        () -> {
          change.run();
          return what;
        });
  }

  /** The same, with what comes of it. */
  <T> T take(String what, Supplier<T> change) {
    if (!turn.tryLock()) {
      throw new JyroException(
          "%s: these parameters are in a step of training already, by an SVI on another thread. Needed: one at a time in each ParamStore. Fix one of: give each SVI parameters of its own (leave Options.params out); let those that share them take turns; change or load them between steps."
              .formatted(what));
    }
    try {
      return change.get();
    } finally {
      turn.unlock();
    }
  }
}
