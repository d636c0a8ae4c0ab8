package dev.jyro.inference.svi;

import static dev.jyro.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One store, or one training's steps, that two threads want at once: one of them is refused. */
final class OneAtATimeTest {
  private static final Exercise EXERCISE = Exercise.all().get(0);
  private static final long SEED = 3;

  @TempDir Path folder;

  private final ExecutorService other = Executors.newSingleThreadExecutor();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch leave = new CountDownLatch(1);

  @AfterEach
  void end() throws InterruptedException {
    leave.countDown();
    other.shutdown();
    assertThat(other.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Without this two steps free each other's gradients, which ends the process. */
  @Test
  void isRefusedDuringAStepOfAnotherWithTheSameParameters() throws Exception {
    List<Long> undisturbed = new ArrayList<>();
    Exercise.train(EXERCISE.start(SEED), 4, undisturbed);
    SVI<Tensor> svi = heldInStep(2);
    var sharing = SVI.Options.defaults().seed(SEED).params(svi.params());
    SVI<Tensor> second =
        SVI.of(EXERCISE.model(), EXERCISE.guide(), EXERCISE.optimizer(), EXERCISE.elbo(), sharing);
    List<Long> losses = new ArrayList<>();
    Exercise.train(svi, 2, losses);

    Future<Double> third = other.submit(step(svi));
    await(inside);
    assertThatThrownBy(() -> second.step(Exercise.data()))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining(
            "a step: these parameters are in a step of training already, on another thread")
        .hasMessageContaining("Fix one of: give each SVI parameters of its own");
    assertThat(second.evaluateLoss(Exercise.data())).isFinite();
    leave.countDown();
    losses.add(Double.doubleToRawLongBits(third.get(10, TimeUnit.SECONDS)));
    Exercise.train(svi, 1, losses);

    assertThat(losses).isEqualTo(undisturbed);
    assertThat(second.steps()).isZero();
    assertThat(second.step(Exercise.data())).isFinite();
  }

  /** What may be done to a store. */
  enum Changed {
    PUT,
    REMOVE,
    LOAD;

    void of(ParamStore params, Path folder) {
      String name = params.names().iterator().next();
      switch (this) {
        case PUT -> params.put(name, params.get(name));
        case REMOVE -> params.remove(name);
        case LOAD -> params.load(folder);
      }
    }
  }

  /** The step has a graph over the numbers, and would go back through others. */
  @ParameterizedTest
  @EnumSource
  void noOtherThreadChangesParametersDuringAStep(Changed changed) throws Exception {
    List<Long> undisturbed = new ArrayList<>();
    Exercise.train(EXERCISE.start(SEED), 4, undisturbed);
    SVI<Tensor> svi = heldInStep(2);
    List<Long> losses = new ArrayList<>();
    Exercise.train(svi, 2, losses);
    svi.params().save(folder);

    Future<Double> third = other.submit(step(svi));
    await(inside);
    assertThatThrownBy(() -> changed.of(svi.params(), folder))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("in a step of training already")
        .hasMessageContaining("change or load them between steps");
    leave.countDown();
    losses.add(Double.doubleToRawLongBits(third.get(10, TimeUnit.SECONDS)));
    Exercise.train(svi, 1, losses);

    assertThat(losses).isEqualTo(undisturbed);
    changed.of(svi.params(), folder);
  }

  /** A thread that is refused asks again, so that all hundred steps are taken, by either. */
  @Test
  void takesTheStepsOfTwoThreadsAsThoseOfOne() throws Exception {
    SVI<Tensor> alone = EXERCISE.start(SEED);
    Exercise.train(alone, 100, new ArrayList<>());
    SVI<Tensor> shared = EXERCISE.start(SEED);
    AtomicInteger due = new AtomicInteger(100);
    Callable<Double> stepping =
        () -> {
          while (due.getAndDecrement() > 0) {
            untilTaken(step(shared));
          }
          return 0.0;
        };

    Future<Double> half = other.submit(stepping);
    stepping.call();
    half.get(1, TimeUnit.MINUTES);

    assertThat(shared.steps()).isEqualTo(100);
    assertThat(Exercise.bits(shared)).isEqualTo(Exercise.bits(alone));
  }

  private static void untilTaken(Callable<Double> step) throws Exception {
    boolean taken = false;
    while (!taken) {
      try {
        step.call();
        taken = true;
      } catch (JyroException e) {
        assertThat(e).hasMessageContaining("This SVI is in a step already");
      }
    }
  }

  private static Callable<Double> step(SVI<Tensor> svi) {
    return () -> {
      try (TensorScope scope = TensorScope.open()) {
        return svi.step(Exercise.data());
      }
    };
  }

  /** A training that waits inside its step of this number. */
  private SVI<Tensor> heldInStep(int number) {
    List<SVI<Tensor>> holder = new ArrayList<>();
    Model<Tensor> waiting =
        data -> {
          if (holder.get(0).steps() == number) {
            inside.countDown();
            await(leave);
          }
          EXERCISE.guide().run(data);
        };
    var options = SVI.Options.defaults().seed(SEED);
    holder.add(SVI.of(EXERCISE.model(), waiting, EXERCISE.optimizer(), EXERCISE.elbo(), options));
    return holder.get(0);
  }
}
