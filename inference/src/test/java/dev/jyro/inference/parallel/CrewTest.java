package dev.jyro.inference.parallel;

import static dev.jyro.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CrewTest {
  private final ExecutorService pool = Executors.newFixedThreadPool(3);

  @AfterEach
  void endThreads() {
    pool.shutdownNow();
  }

  @Test
  void performsEachTaskOnce() {
    AtomicIntegerArray performed = new AtomicIntegerArray(1000);
    new Crew(pool, 4).perform(1000, performed::incrementAndGet);
    for (int i = 0; i < 1000; i++) {
      assertThat(performed.get(i)).isEqualTo(1);
    }
  }

  @Test
  void performsNothingMoreAfterAnError() {
    AtomicIntegerArray performed = new AtomicIntegerArray(10);
    assertThatThrownBy(
            () ->
                Crew.CALLER.perform(
                    10,
                    i -> {
                      performed.incrementAndGet(i);
                      if (i == 3) {
                        throw new IllegalStateException("task 3");
                      }
                    }))
        .hasMessage("task 3");
    assertThat(performed).hasToString("[1, 1, 1, 1, 0, 0, 0, 0, 0, 0]");
  }

  /**
   * The caller is interrupted before it waits, and the other thread's task ends only afterwards.
   */
  @Test
  void leavesNobodyAtWorkWhenItsCallerIsInterrupted() {
    Thread caller = Thread.currentThread();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicIntegerArray ended = new AtomicIntegerArray(2);
    IntConsumer task =
        i -> {
          if (Thread.currentThread() == caller) {
            await(begun);
            caller.interrupt();
            interrupted.countDown();
          } else {
            begun.countDown();
            await(interrupted);
          }
          ended.set(i, 1);
        };
    try {
      new Crew(pool, 2).perform(2, task);
    } catch (JyroException e) {
      assertThat(e).hasMessageContaining("Interrupted while others were at work.");
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended).hasToString("[1, 1]");
  }
}
