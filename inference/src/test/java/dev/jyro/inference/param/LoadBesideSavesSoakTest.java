package dev.jyro.inference.param;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.Endurance;
import dev.jyro.inference.optim.State;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One thread saves a training over and over, as a training does that a server loads from: each load
 * is one of the saved states, parameters, optimizer's numbers and steps alike.
 */
@Tag(Endurance.TAG)
final class LoadBesideSavesSoakTest {
  @TempDir private Path folder;

  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private final AtomicBoolean ended = new AtomicBoolean();

  @AfterEach
  void end() throws InterruptedException {
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void eachLoadIsOneOfTheSavedStates() throws Exception {
    save(1);
    Future<Integer> saves = threads.submit(this::saveUntilTheEnd);
    int enough = Endurance.of(80, 20_000);
    int loads = 0;
    int last = 1;
    try {
      for (int others = 0; loads < enough || others < enough / 20; loads++) {
        int step = load();
        assertThat(step).isGreaterThanOrEqualTo(last);
        others += step > last ? 1 : 0;
        last = step;
      }
    } finally {
      ended.set(true);
    }
    Endurance.figure("loads beside saves", "loads, all of them whole", loads);
    Endurance.figure("loads beside saves", "saves meanwhile", saves.get());
  }

  private int saveUntilTheEnd() {
    int step = 2;
    for (; !ended.get(); step++) {
      save(step);
    }
    return step - 2;
  }

  /** The state of this step, every number of which is the step; sizes vary. */
  private void save(int step) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor numbers = Tensor.full(step, DataType.FLOAT64, 100 + step % 3);
      ParamStore store = ParamStore.create();
      store.put("a", numbers);
      State state =
          new State(
              "Adam",
              step,
              Map.of("a", new State.Remembered("Adam", step, Map.of("mean", numbers))));
      store.save(folder, leaves -> new TrainingState(step, 0, 0, 1, 0, 0, state));
    }
  }

  /** Which step it was, alike in all of its parts. */
  private int load() {
    int[] step = new int[1];
    ParamStore store = ParamStore.create();
    store.load(folder, (training, leaves) -> step[0] = step(training));
    assertThat(store.get("a").toDoubles()).hasSize(100 + step[0] % 3).containsOnly(step[0]);
    return step[0];
  }

  private static int step(TrainingState training) {
    State state = training.optimizer();
    assertThat(state.steps()).isEqualTo(training.steps());
    for (State.Remembered each : state.parameters().values()) {
      assertThat(each.steps()).isEqualTo(training.steps());
      for (Tensor mean : each.tensors().values()) {
        assertThat(mean.toDoubles()).containsOnly(training.steps());
      }
    }
    return training.steps();
  }
}
