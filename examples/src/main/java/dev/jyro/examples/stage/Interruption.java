package dev.jyro.examples.stage;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end in order when the process is told to end, by Ctrl-C or {@code kill}: the process
 * waits until the run has noticed and is closed, or {@link #PATIENCE} is over.
 *
 * <p>Thread safety: safe.
 */
final class Interruption implements AutoCloseable {
  /** How long a run may take to save itself. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::askAndWait, "jyro-interruption");
  private volatile boolean asked;

  /** One that listens from now on. */
  static Interruption listening() {
    var interruption = new Interruption();
    try {
      Runtime.getRuntime().addShutdownHook(interruption.hook);
    } catch (IllegalStateException e) {
      interruption.ask(); // the process is ending already
    }
    return interruption;
  }

  /** Whether the run is to end. */
  boolean isAsked() {
    return asked;
  }

  /** Asks the run to end. */
  void ask() {
    asked = true;
  }

  private void askAndWait() {
    ask();
    try {
      // The process ends when this thread does, whatever the others are at.
      boolean unused = closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run is over: the process need not wait for it any more. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook with it.
    }
  }
}
