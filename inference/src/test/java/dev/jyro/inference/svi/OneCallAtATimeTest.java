package dev.jyro.inference.svi;

import static dev.jyro.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.State;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a training is at, on one thread, it refuses whatever another asks, and loses nothing.
 */
final class OneCallAtATimeTest {
  private static final Exercise EXERCISE = Exercise.all().get(0);
  private static final long SEED = 4;
  private static final long PATIENCE_SECONDS = 10;

  @TempDir Path folder;

  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final AtomicBoolean holds = new AtomicBoolean();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);

  @AfterEach
  void end() throws InterruptedException {
    leave.countDown();
    other.shutdown();
    assertThat(other.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void refusesAllCallsDuringOneAndLosesNothing(Asked held) throws Exception {
    List<Long> undisturbed = trained(held, svi -> held.of(svi, folder));

    List<Long> disturbed = trained(held, svi -> disturbed(svi, held));

    assertThat(disturbed).isEqualTo(undisturbed);
  }

  /** What is done in the middle of a training. */
  private interface Middle {
    void of(SVI<Tensor> svi) throws Exception;
  }

  /** Two steps, a call, and two steps more: their losses, and all numbers at the end. */
  private List<Long> trained(Asked held, Middle middle) throws Exception {
    SVI<Tensor> svi = waiting();
    List<Long> told = new ArrayList<>();
    Exercise.train(svi, 2, told);
    svi.save(folder);
    middle.of(svi);
    Exercise.train(svi, 2, told);
    told.addAll(Exercise.bits(svi));
    assertThat(svi.steps()).isEqualTo(held == Asked.STEP ? 5 : 4);
    return told;
  }

  private void disturbed(SVI<Tensor> svi, Asked held) throws Exception {
    List<byte[]> saved = files();
    holds.set(true);
    Future<?> call = other.submit(() -> held.of(svi, folder));
    await(inside);

    for (Asked asked : Asked.values()) {
      assertRefused(svi, asked);
    }

    assertThat(files()).containsExactlyElementsOf(saved);
    assertThat(call.isDone()).isFalse();
    leave.countDown();
    call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void assertRefused(SVI<Tensor> svi, Asked asked) {
    assertThatThrownBy(() -> asked.of(svi, folder))
        .as("%s", asked)
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("This SVI is in a step already")
        .hasMessageContaining("Needed: one at a time")
        .hasMessageContaining("give each an SVI of its own");
  }

  /** A training whose guide waits in a run, and whose optimizer when it is saved and loaded. */
  private SVI<Tensor> waiting() {
    Model<Tensor> guide =
        data -> {
          hold();
          EXERCISE.guide().run(data);
        };
    Optimizer optimizer = () -> new Waiting(EXERCISE.optimizer().start(), this::hold);
    var options = SVI.Options.defaults().seed(SEED);
    return SVI.of(EXERCISE.model(), guide, optimizer, EXERCISE.elbo(), options);
  }

  private record Waiting(Optimizer.Course course, Runnable hold) implements Optimizer.Course {
    @Override
    public void step(Map<String, Leaf> leaves) {
      course.step(leaves);
    }

    @Override
    public State state(Map<String, Leaf> leaves) {
      hold.run();
      return course.state(leaves);
    }

    @Override
    public void restore(State state, Map<String, Leaf> leaves) {
      hold.run();
      course.restore(state, leaves);
    }
  }

  /** Waits where it is first passed after it was asked to. */
  private void hold() {
    if (holds.compareAndSet(true, false)) {
      inside.countDown();
      await(leave);
    }
  }

  private List<byte[]> files() throws IOException {
    List<byte[]> contents = new ArrayList<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        contents.add(Files.readAllBytes(file));
      }
    }
    return contents;
  }
}
