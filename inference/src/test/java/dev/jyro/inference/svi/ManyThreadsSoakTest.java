package dev.jyro.inference.svi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixteen trainings on as many threads, each saved and taken up again, against one by one. */
@Tag(Endurance.TAG)
final class ManyThreadsSoakTest {
  private static final int THREADS = 16;
  private static final int SAVES = Endurance.of(2, 20);
  private static final int STEPS_BETWEEN = Endurance.of(5, 50);

  @TempDir Path folder;

  private final List<Exercise> exercises = Exercise.all();

  @Test
  void sixteenTrainAsOneDoes() throws Exception {
    List<List<Long>> serial = new ArrayList<>();
    for (int number = 0; number < THREADS; number++) {
      serial.add(trained(number, folder.resolve("serial" + number)));
    }

    long begin = System.nanoTime();
    List<List<Long>> parallel = atOnce();

    for (int number = 0; number < THREADS; number++) {
      assertThat(parallel.get(number))
          .describedAs("%s with seed %d", exercise(number).name(), number)
          .isEqualTo(serial.get(number));
    }
    assertThat(serial).doesNotHaveDuplicates();
    Endurance.figure("threads", "trainings on threads of their own, bit for bit", THREADS);
    Endurance.figure("threads", "steps of each", SAVES * STEPS_BETWEEN);
    Endurance.figure("threads", "saves and loads between, of each", SAVES);
    Endurance.figure("threads", "milliseconds, all", (System.nanoTime() - begin) / 1_000_000);
  }

  private List<List<Long>> atOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CyclicBarrier together = new CyclicBarrier(THREADS);
      List<Future<List<Long>>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  together.await();
                  return trained(number, folder.resolve("parallel" + number));
                }));
      }
      List<List<Long>> trained = new ArrayList<>();
      for (Future<List<Long>> each : running) {
        trained.add(each.get());
      }
      return trained;
    } finally {
      threads.shutdownNow();
    }
  }

  private Exercise exercise(int number) {
    return exercises.get(number % exercises.size());
  }

  /** All losses and all numbers at the end, after going on from a checkpoint again and again. */
  private List<Long> trained(int number, Path checkpoint) {
    List<Long> told = new ArrayList<>();
    try (TensorScope scope = TensorScope.open()) {
      SVI<Tensor> svi = exercise(number).start(number);
      for (int save = 0; save < SAVES; save++) {
        Exercise.train(svi, STEPS_BETWEEN, told);
        svi.save(checkpoint);
        svi = exercise(number).start(-1);
        svi.load(checkpoint);
      }
      told.addAll(Exercise.bits(svi));
    }
    return told;
  }
}
