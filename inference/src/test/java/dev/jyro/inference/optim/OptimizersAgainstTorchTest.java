package dev.jyro.inference.optim;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.training.tracker.CosineTracker;
import ai.djl.training.tracker.FactorTracker;
import ai.djl.training.tracker.Tracker;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A hundred steps of each optimizer stay on the path that Torch's own takes. */
final class OptimizersAgainstTorchTest {
  private static final double TOLERANCE = 1e-5;
  private static Reference reference;

  /** What {@code trajectories.py} wrote. */
  record Reference(String torch, Map<String, List<List<Double>>> cases) {}

  static final Map<String, Optimizer> OPTIMIZERS =
      Map.ofEntries(
          entry("adam", Adam.withLearningRate(0.05)),
          entry(
              "adam with betas and decay",
              Adam.withLearningRate(0.02).betas(0.8, 0.99).weightDecay(0.1)),
          entry("late", Adam.withLearningRate(0.05)),
          entry("adamw", AdamW.withLearningRate(0.05).weightDecay(0.1)),
          entry(
              "clipped adam",
              ClippedAdam.withLearningRate(0.05).clip(0.4).rateDecay(0.99).weightDecay(0.05)),
          entry("sgd", SGD.withLearningRate(0.05).weightDecay(0.01)),
          entry("sgd with momentum", SGD.withLearningRate(0.02).momentum(0.9)),
          entry("sgd with nesterov", SGD.withLearningRate(0.02).nesterov(0.8).weightDecay(0.1)),
          entry("adam with a factor", Adam.withLearningRate(LearningRate.of(factor()))),
          entry("sgd with a cosine", SGD.withLearningRate(LearningRate.of(cosine()))),
          entry("rmsprop", RMSprop.withLearningRate(0.02)),
          entry(
              "rmsprop with decay and momentum",
              RMSprop.withLearningRate(0.01).alpha(0.9).weightDecay(0.1).momentum(0.8)),
          entry("rmsprop centered", RMSprop.withLearningRate(0.01).alpha(0.9).centered()),
          entry(
              "rmsprop centered with momentum",
              RMSprop.withLearningRate(0.005).alpha(0.95).centered().momentum(0.7)),
          entry("adagrad", Adagrad.withLearningRate(0.2)),
          entry(
              "late adagrad with all",
              Adagrad.withLearningRate(0.2).rateDecay(0.05).initial(0.3).weightDecay(0.1)),
          entry("adagrad rmsprop", AdagradRMSProp.create()),
          entry("late adagrad rmsprop", AdagradRMSProp.create().eta(0.5).delta(0.1).t(0.3)),
          entry("sgd clipped by norm", SGD.withLearningRate(0.05).momentum(0.5).clipNorm(0.5)),
          entry("adam clipped by each norm", Adam.withLearningRate(0.05).clipEachNorm(0.3)),
          entry("adam clipped by value", Adam.withLearningRate(0.05).clipValue(0.3)));

  @BeforeAll
  static void read() throws IOException {
    try (Reader json =
        new InputStreamReader(
            Objects.requireNonNull(
                OptimizersAgainstTorchTest.class.getResourceAsStream("trajectories.json")),
            StandardCharsets.UTF_8)) {
      reference = new Gson().fromJson(json, Reference.class);
    }
    assertThat(reference.cases().keySet()).isEqualTo(OPTIMIZERS.keySet());
  }

  @TestFactory
  Stream<DynamicTest> staysOnTorchsPathInFloat32() {
    return all(DataType.FLOAT32);
  }

  @TestFactory
  Stream<DynamicTest> staysOnTorchsPathInFloat64() {
    return all(DataType.FLOAT64);
  }

  private static Stream<DynamicTest> all(DataType type) {
    return OPTIMIZERS.keySet().stream()
        .sorted()
        .map(name -> DynamicTest.dynamicTest(name, () -> compare(name, type)));
  }

  private static void compare(String name, DataType type) {
    Problem problem = new Problem(type);
    Optimizer.Course course = Objects.requireNonNull(OPTIMIZERS.get(name)).start();
    BiPredicate<String, Integer> used =
        (param, t) -> !name.startsWith("late") || param.equals("w") || (t >= 40 && t % 3 == 0);
    List<List<Double>> path = Objects.requireNonNull(reference.cases().get(name));
    assertThat(path).hasSize(100);
    for (int t = 0; t < path.size(); t++) {
      int now = t;
      problem.step(course, t, param -> used.test(param, now));
      double[] expected = path.get(t).stream().mapToDouble(Double::doubleValue).toArray();
      assertThat(problem.numbers())
          .as("after step %d", t)
          .containsExactly(expected, within(TOLERANCE));
    }
  }

  private static Tracker factor() {
    return FactorTracker.builder().setBaseValue(0.1f).setFactor(0.96f).build();
  }

  private static Tracker cosine() {
    return CosineTracker.builder()
        .setBaseValue(0.1f)
        .optFinalValue(0.01f)
        .setMaxUpdates(50)
        .build();
  }
}
