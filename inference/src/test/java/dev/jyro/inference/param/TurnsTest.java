package dev.jyro.inference.param;

import static dev.jyro.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class TurnsTest {
  private final Turns turns = new Turns();
  private final CountDownLatch leave = new CountDownLatch(1);

  private static void assertRefused(ThrowingCallable asked) {
    assertThatThrownBy(asked)
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("in a step of training already")
        .hasMessageContaining("Fix one of: ");
  }

  private Integer step() {
    return turns.step(() -> 1);
  }

  private void change() {
    turns.change("put", () -> assertThat(leave).isNotNull());
  }

  /** A change that goes on until it may leave. */
  private CompletableFuture<Void> changing() {
    CountDownLatch inside = new CountDownLatch(1);
    Runnable change =
        () -> {
          inside.countDown();
          await(leave);
        };
    var other = CompletableFuture.runAsync(() -> turns.change("load", change));
    await(inside);
    return other;
  }

  /** It would go back through numbers that the inner one has moved. */
  @Test
  void aStepIsRefusedWithinAStepAndSoIsAChange() {
    int outer =
        turns.step(
            () -> {
              assertRefused(this::step);
              assertRefused(this::change);
              return 2;
            });
    assertThat(outer).isEqualTo(2);
    change();
    assertThat(step()).isEqualTo(1);
  }

  @Test
  void aStepIsRefusedWithinAChange() {
    turns.change("load", () -> assertRefused(this::step));
    assertThat(step()).isEqualTo(1);
  }

  @Test
  void changesOnTwoThreadsAreBothMade() {
    CompletableFuture<Void> other = changing();
    change();
    leave.countDown();
    other.join();
  }

  @Test
  void aStepWaitsForAChangeOnAnotherThread() {
    CompletableFuture<Void> other = changing();
    CompletableFuture<Integer> step = CompletableFuture.supplyAsync(this::step);
    assertThat(step).isNotDone();
    leave.countDown();
    assertThat(step.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(1);
    other.join();
  }
}
