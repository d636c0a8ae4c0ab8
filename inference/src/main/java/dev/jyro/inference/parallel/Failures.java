package dev.jyro.inference.parallel;

import org.jspecify.annotations.Nullable;

/** Of the tasks that failed, the first by number: whichever thread was first, it is the same. */
final class Failures {
  private int number = Integer.MAX_VALUE;
  private @Nullable Throwable first;

  synchronized void add(int task, Throwable thrown) {
    if (task < number) {
      number = task;
      first = thrown;
    }
  }

  /** Whether a task before this one failed, so that it need not be done. */
  synchronized boolean isBefore(int task) {
    return number < task;
  }

  /** Throws what the first one threw, if there is one. */
  synchronized void rethrow() {
    if (first != null) {
      Failures.<RuntimeException>throwing(first);
    }
  }

  /** Whatever it is: programs in Kotlin and Scala may throw checked exceptions unannounced. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwing(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
