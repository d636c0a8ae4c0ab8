package dev.jyro.inference.predictive;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.OutsideScopes;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One object that predicts, asked by many threads at once. */
final class ServingTest {
  private static final int THREADS = 8;
  private static final int REQUESTS = 10_000;

  private final Net net = Net.linear(2, 3).then(Tensor::tanh).then(Net.linear(3, 1));

  private final Model<Tensor> model =
      x -> {
        Net curve = module("curve", net);
        Tensor shift = sample("shift", Normal.of(0, 1));
        Tensor spread = param("spread", 0.3, Constraints.positive());
        plate(
            "rows",
            x.size(0),
            () -> sample("y", Normal.of(curve.forward(x).squeeze(-1).add(shift), spread)));
      };

  private final Model<Tensor> guide =
      x -> sample("shift", Normal.of(param("loc", 0), param("scale", 0.5, Constraints.positive())));

  private Predictive<Tensor> trained() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = Tensor.of(new float[][] {{0, 1}, {1, 0}, {1, 1}});
      Model<Tensor> conditioned = Handlers.condition(model, Map.of("y", Tensor.of(1f, 2f, 2.5f)));
      SVI<Tensor> svi = SVI.of(conditioned, guide, Adam.withLearningRate(0.01), TraceELBO.create());
      for (int i = 0; i < 20; i++) {
        svi.step(x);
      }
      return Predictive.of(model, svi.params(), guide).draws(4).sideBySide().plateNesting(1);
    }
  }

  /** The numbers that a request is answered with, bit for bit, in one; rows and inputs vary. */
  private static int answer(Predictive<Tensor> predictive, int request) {
    try (TensorScope scope = TensorScope.open()) {
      int rows = 1 + request % 3;
      float[] inputs = new float[2 * rows];
      Arrays.fill(inputs, request * 1e-4f);
      Draws draws = predictive.draw(Tensor.of(inputs, Shapes.of(rows, 2)), request);
      return 31 * Arrays.hashCode(draws.get("y").toFloats())
          + Arrays.hashCode(draws.get("shift").toFloats());
    }
  }

  @Test
  @OutsideScopes
  void answersManyThreadsAsItAnswersOneAndLeavesNothingBehind() throws Exception {
    Predictive<Tensor> predictive = trained();
    int[] serial = new int[REQUESTS];
    Arrays.setAll(serial, request -> answer(predictive, request));

    int[] parallel = new int[REQUESTS];
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> left = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        left.add(
            pool.submit(
                () -> {
                  for (int i = next.getAndIncrement(); i < REQUESTS; i = next.getAndIncrement()) {
                    parallel[i] = answer(predictive, i);
                  }
                  return TensorScope.depth();
                }));
      }
      for (Future<Integer> scopes : left) {
        assertThat(scopes.get()).isZero();
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(parallel).isEqualTo(serial);
    assertThat(Arrays.stream(serial).distinct().count()).isGreaterThan(REQUESTS * 9L / 10);
    // that no tensor is left outside of scopes is seen to after each test
  }

  @Test
  void answersWithNumbersOfItsOwnThreads() throws Exception {
    Predictive<Tensor> alone = trained().draws(50).sideBySide(8);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      assertThat(answer(alone.parallel(pool, THREADS), 7)).isEqualTo(answer(alone, 7));
    } finally {
      pool.shutdownNow();
    }
  }
}
