package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.optim.State;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What another thread reads while a step moves the parameters is of before the step or after. */
final class HalfAStepTest {
  private static final long SEED = 3;

  @TempDir static Path folder;

  /** The optimizer moves both alike, one after the other. */
  private static final Model<Tensor> MODEL =
      x -> sample("z", Normal.of(param("first", 0).add(param("second", 0)).add(x), 1));

  private static final Model<Tensor> GUIDE = x -> sample("z", Normal.of(0, 1));

  static Stream<Arguments> copies() {
    Function<ParamStore, List<Double>> values =
        params -> numbers(params.values().get("first"), params.values().get("second"));
    Function<ParamStore, List<Double>> snapshot =
        params -> {
          var all = params.values();
          return numbers(all.get("first"), all.get("second"));
        };
    Function<ParamStore, List<Double>> one =
        params -> numbers(params.get("second"), params.get("first"));
    Function<ParamStore, List<Double>> free =
        params -> numbers(params.unconstrained("second"), params.unconstrained("first"));
    return Stream.of(
        Arguments.of("values, twice", values),
        Arguments.of("values", snapshot),
        Arguments.of("one by one", one),
        Arguments.of("free numbers", free),
        Arguments.of("a saving", (Function<ParamStore, List<Double>>) HalfAStepTest::saved));
  }

  private static List<Double> saved(ParamStore params) {
    params.save(folder);
    ParamStore read = ParamStore.create();
    read.load(folder);
    return numbers(read.get("first"), read.get("second"));
  }

  private static List<Double> numbers(Tensor... tensors) {
    return Arrays.stream(tensors).map(Tensor::item).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("copies")
  void isNotToBeSeen(String how, Function<ParamStore, List<Double>> copy) throws Exception {
    ParamStore params = ParamStore.create();
    AtomicReference<List<Double>> seen = new AtomicReference<>(List.of());
    Thread reader = new Thread(() -> seen.set(copy.apply(params)));
    Optimizer slow = () -> new Slow(SGD.withLearningRate(0.1).start(), reader);
    var options = SVI.Options.defaults().seed(SEED).params(params);

    SVI.of(MODEL, GUIDE, slow, TraceELBO.create(), options).step(Tensor.scalar(2));
    reader.join();

    assertThat(seen.get()).hasSize(2).doesNotContain(0.0);
    assertThat(seen.get().get(0)).isEqualTo(seen.get().get(1));
  }

  /** Moves half of the leaves, lets the reader read or wait, and moves the others. */
  private record Slow(Optimizer.Course course, Thread reader) implements Optimizer.Course {
    @Override
    public void step(Map<String, Leaf> leaves) {
      assertThat(leaves).containsOnlyKeys("first", "second");
      course.step(Map.of("first", leaves.get("first")));
      reader.start();
      while (reader.getState() != Thread.State.BLOCKED
          && reader.getState() != Thread.State.TERMINATED) {
        Thread.onSpinWait();
      }
      course.step(Map.of("second", leaves.get("second")));
    }

    @Override
    public State state(Map<String, Leaf> leaves) {
      return course.state(leaves);
    }

    @Override
    public void restore(State state, Map<String, Leaf> leaves) {
      course.restore(state, leaves);
    }
  }

  /** A layer of DJL's changes its running means in the middle of a step. */
  @Test
  void ofANetworksRunningMeansIsNotToBeSeenEither() {
    Exercise layers = Exercise.all().get(1);
    List<double[]> within = new ArrayList<>();
    ParamStore params = ParamStore.create();
    Model<Tensor> model =
        x -> {
          layers.model().run(x);
          if (params.size() > 0) {
            within.add(params.values().get("net.0.runningMean").toDoubles());
          }
        };
    var options = SVI.Options.defaults().seed(SEED).params(params);
    SVI<Tensor> svi = SVI.of(model, layers.guide(), layers.optimizer(), layers.elbo(), options);
    svi.step(Exercise.data());
    assertThat(within).as("of the first step nothing is to be seen").isEmpty();
    double[] between = params.get("net.0.runningMean").toDoubles();
    svi.step(Exercise.data());

    assertThat(within.get(within.size() - 1)).containsExactly(between);
    assertThat(params.get("net.0.runningMean").toDoubles()).isNotEqualTo(between);
  }
}
