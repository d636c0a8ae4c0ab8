package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.JyroException;
import dev.jyro.inference.data.Batches;
import dev.jyro.inference.data.Feed;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thread that is interrupted stays so, whatever Jyro was doing; what it was doing is done, or was
 * not done at all and says so. The training then goes on bit for bit.
 */
@Tag(Endurance.TAG)
final class InterruptedThreadSoakTest {
  private static final long SEED = 8;

  @TempDir private Path folder;

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Batches<List<Tensor>> batches = Regression.batches();
  private final SVI<List<Tensor>> svi = KilledSaver.untrained();

  @AfterEach
  void end() throws InterruptedException {
    Thread.interrupted();
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Performs it interrupted; whether it was done, or said that it was not. */
  private static boolean interrupted(Runnable work) {
    Thread.currentThread().interrupt();
    boolean done = perform(work);
    assertThat(Thread.interrupted()).as("the thread is interrupted still").isTrue();
    return done;
  }

  private static boolean perform(Runnable work) {
    try {
      work.run();
      return true;
    } catch (JyroException e) {
      assertThat(e).hasMessageContaining("Interrupted");
      return false;
    }
  }

  private static void assertIsAsUndisturbed(SVI<List<Tensor>> svi) {
    SVI<List<Tensor>> undisturbed = KilledSaver.untrained();
    while (undisturbed.steps() < svi.steps()) {
      KilledSaver.step(undisturbed, Regression.batches());
    }
    assertThat(Regression.numbers(svi)).isEqualTo(Regression.numbers(undisturbed));
  }

  @Nested
  final class InterruptedBefore {
    @Test
    void aStepIsTaken() {
      assertThat(interrupted(() -> KilledSaver.step(svi, batches))).isTrue();
      assertThat(svi.steps()).isEqualTo(1);
      assertIsAsUndisturbed(svi);
    }

    @Test
    void aSaveIsMadeAndLoaded() {
      KilledSaver.step(svi, batches);
      SVI<List<Tensor>> loaded = KilledSaver.untrained();
      for (int i = 0; i < 3; i++) {
        assertThat(interrupted(() -> svi.save(folder))).isTrue();
        assertThat(interrupted(() -> loaded.load(folder))).isTrue();
        assertThat(Regression.numbers(loaded)).isEqualTo(Regression.numbers(svi));
      }
      assertThat(folder.toFile().list()).hasSize(3);
    }

    @Test
    void aRunIsMade() {
      assertThat(interrupted(() -> svi.run(batches, StopWhen.steps(9)))).isTrue();
      assertThat(svi.steps()).isEqualTo(9);
      assertIsAsUndisturbed(svi);
    }

    @Test
    void aRunThatWaitsForBatchesGoesOnAfterwards() {
      boolean done = interrupted(() -> svi.run(batches.ahead(2), StopWhen.steps(9)));
      assertThat(done).isEqualTo(svi.steps() == 9);
      svi.run(batches.ahead(2), StopWhen.steps(9));
      assertThat(svi.steps()).isEqualTo(9);
      assertIsAsUndisturbed(svi);
    }

    @Test
    void aFeedIsClosed() {
      Feed<List<Tensor>> feed = batches.ahead(2).from(0);
      assertThat(feed.hasNext()).isTrue();
      assertThat(interrupted(feed::close)).isTrue();
      assertThat(feed.hasNext()).isFalse();
    }

    @Test
    void aStepOnThreadsIsTakenOrNot() {
      SVI<List<Tensor>> side = onThreads();
      SVI<List<Tensor>> undisturbed = onThreads();
      for (int i = 0; i < 20; i++) {
        int before = side.steps();
        boolean done = interrupted(() -> KilledSaver.step(side, batches));
        assertThat(side.steps()).isEqualTo(done ? before + 1 : before);
        while (undisturbed.steps() < side.steps()) {
          KilledSaver.step(undisturbed, batches);
        }
        assertThat(Regression.numbers(side)).isEqualTo(Regression.numbers(undisturbed));
        KilledSaver.step(side, batches);
      }
    }

    private SVI<List<Tensor>> onThreads() {
      return Regression.svi(
          "Adam", TraceELBO.withParticles(4).parallel(threads), SVI.Options.defaults());
    }

    @Test
    void predictionsOnThreadsAreMadeOrNot() {
      svi.run(batches, StopWhen.steps(3));
      Predictive<List<Tensor>> predictive =
          Predictive.of(Regression.MODEL, svi.params(), Regression.GUIDE)
              .draws(50)
              .parallel(threads, 3);
      double[] quiet = slopes(predictive);
      for (int i = 0; i < 20; i++) {
        interrupted(() -> assertThat(slopes(predictive)).containsExactly(quiet));
      }
      assertThat(slopes(predictive)).containsExactly(quiet);
    }

    private double[] slopes(Predictive<List<Tensor>> predictive) {
      try (TensorScope scope = TensorScope.open()) {
        Draws draws = predictive.draw(batches.at(0), 5);
        return Arrays.copyOf(draws.get("slope").toDoubles(), draws.size());
      }
    }
  }

  /** Trains, saves, loads and predicts while another thread interrupts it at random moments. */
  @Test
  void interruptedAtRandomMomentsItLosesNothing() throws Exception {
    int wanted = Endurance.of(40, 2_000);
    Thread trainer = Thread.currentThread();
    AtomicBoolean ended = new AtomicBoolean();
    Thread other = new Thread(() -> interrupt(trainer, ended), "interrupts");
    other.start();
    int seen = 0;
    int refused = 0;
    try {
      while (seen < wanted) {
        boolean done = perform(this::work);
        seen += Thread.interrupted() ? 1 : refused(done);
        refused += done ? 0 : 1;
      }
    } finally {
      ended.set(true);
      join(other);
    }
    assertIsAsUndisturbed(svi);
    Endurance.figure("interrupted at random moments", "interruptions, seed " + SEED, seen);
    Endurance.figure("interrupted at random moments", "steps", svi.steps());
    Endurance.figure("interrupted at random moments", "refused", refused);
  }

  /** What was refused left the thread interrupted, which has been seen before. */
  private static int refused(boolean done) {
    assertThat(done).as("done, or the thread is interrupted").isTrue();
    return 0;
  }

  private void work() {
    svi.run(batches.ahead(2), StopWhen.steps(svi.steps() + 3));
    svi.save(folder);
    svi.load(folder);
  }

  private static void interrupt(Thread trainer, AtomicBoolean ended) {
    SplittableRandom random = new SplittableRandom(SEED);
    while (!ended.get()) {
      long until = System.nanoTime() + 1000L * random.nextInt(3000);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      trainer.interrupt();
    }
  }

  private static void join(Thread other) throws InterruptedException {
    Thread.interrupted();
    while (other.isAlive()) {
      try {
        other.join();
      } catch (InterruptedException late) {
        Thread.interrupted(); // its last one
      }
    }
  }
}
