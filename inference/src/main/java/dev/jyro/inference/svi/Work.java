package dev.jyro.inference.svi;

/** Work on one of several particles. */
@FunctionalInterface
interface Work<T> {
  /**
   * Does it, on any thread.
   *
   * @param run for this thread: draws particles and runs programs once more
   * @param number which particle
   */
  T of(Run<?> run, int number);
}
