package dev.jyro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for other threads, but not for ever: a test that would hang fails. */
public final class Patience {
  private static final int SECONDS = 20;

  private Patience() {}

  /** Until the latch is down, in a thread that nobody is to interrupt meanwhile. */
  public static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).as("down in %d s", SECONDS).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
