package dev.jyro.inference.svi;

import static dev.jyro.Patience.await;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.OutsideScopes;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SVITest {
  private static final int DATA = 8;

  /** z ~ N(μ, 1) behind each datum, of which a small network makes the mean. */
  private static final Net DECODER = Net.linear(1, 1);

  private static final Model<Tensor> MODEL =
      data -> {
        Net decoder = module("decoder", DECODER);
        Tensor prior = param("prior", 0.5, Constraints.positive());
        plate(
            "data",
            data.size(0),
            () -> {
              Tensor z = sample("z", Normal.of(0, prior));
              Tensor mean = decoder.forward(z.unsqueeze(-1)).squeeze(-1);
              observe("x", Normal.of(mean, 0.5), data);
            });
      };

  private static final Model<Tensor> GUIDE =
      data -> {
        Tensor slope = param("slope", 0.3);
        Tensor scale = param("scale", 0.5, Constraints.positive());
        plate("data", data.size(0), () -> sample("z", Normal.of(data.mul(slope), scale)));
      };

  private static Tensor data(int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) Math.sin(i + 0.5);
    }
    return Tensor.of(numbers);
  }

  private static SVI<Tensor> svi(ELBO elbo, long seed) {
    return SVI.of(
        MODEL, GUIDE, Adam.withLearningRate(0.02), elbo, SVI.Options.defaults().seed(seed));
  }

  /** All numbers of all parameters, bit for bit. */
  private static Map<String, List<Double>> numbers(ParamStore params) {
    Map<String, List<Double>> numbers = new LinkedHashMap<>();
    for (String name : params.names()) {
      numbers.put(name, Arrays.stream(params.unconstrained(name).toDoubles()).boxed().toList());
    }
    return numbers;
  }

  private static List<Double> train(SVI<Tensor> svi, int steps) {
    List<Double> losses = new ArrayList<>();
    Tensor data = data(DATA);
    for (int i = 0; i < steps; i++) {
      losses.add(svi.step(data));
    }
    return losses;
  }

  @Nested
  final class AStep {
    @Test
    void countsItself() {
      SVI<Tensor> svi = svi(TraceELBO.create(), 1);
      assertThat(svi.steps()).isZero();
      train(svi, 3);
      assertThat(svi.steps()).isEqualTo(3);
    }

    @Test
    void sumsTheLossOverTheData() {
      // log p(x) is the only term: -log N(x; 0, 1) for each datum.
      Model<Tensor> model =
          data -> plate("data", data.size(0), () -> observe("x", Normal.of(0, 1), data));
      SVI<Tensor> svi = SVI.of(model, data -> {}, SGD.withLearningRate(0.1), TraceELBO.create());
      Tensor data = data(DATA);
      double expected = 0;
      for (double x : data.toDoubles()) {
        expected += x * x / 2 + Math.log(2 * Math.PI) / 2;
      }
      assertThat(svi.step(data)).isEqualTo(expected, within(1e-5));
      assertThat(svi.evaluateLoss(data)).isEqualTo(expected, within(1e-5));
    }

    @Test
    void averagesTheLossOverParticles() {
      Model<Tensor> model = data -> observe("x", Normal.of(0, 1), data);
      for (ELBO elbo : List.of(TraceELBO.withParticles(7), TraceELBO.vectorized(7))) {
        SVI<Tensor> svi = SVI.of(model, data -> {}, SGD.withLearningRate(0.1), elbo);
        assertThat(svi.step(Tensor.scalar(0))).isEqualTo(Math.log(2 * Math.PI) / 2, within(1e-5));
      }
    }

    @Test
    void updatesJustTheParametersThatWereAskedFor() {
      Model<Boolean> model =
          first -> observe("x", Normal.of(param(first ? "a" : "b", 1), 1), Tensor.scalar(0));
      SVI<Boolean> svi =
          SVI.of(model, first -> {}, SGD.withLearningRate(0.1).momentum(0.9), TraceELBO.create());
      svi.step(true);
      svi.step(false);
      Map<String, List<Double>> before = numbers(svi.params());
      svi.step(false);
      assertThat(numbers(svi.params()).get("a")).isEqualTo(before.get("a"));
      assertThat(numbers(svi.params()).get("b")).isNotEqualTo(before.get("b"));
    }

    @Test
    void leavesAParameterAloneThatTheLossDoesNotDependOn() {
      Model<String> model =
          data -> {
            param("unused", 3);
            observe("x", Normal.of(param("used", 1), 1), Tensor.scalar(0));
          };
      SVI<String> svi =
          SVI.of(
              model, data -> {}, Adam.withLearningRate(0.1).weightDecay(0.1), TraceELBO.create());
      svi.step("");
      assertThat(svi.params().get("unused").item()).isEqualTo(3);
      assertThat(svi.params().get("used").item()).isNotEqualTo(1);
    }

    @Test
    void givesParametersWithinTheirConstraint() {
      SVI<Tensor> svi = svi(TraceELBO.create(), 1);
      train(svi, 20);
      assertThat(svi.params().get("scale").item()).isPositive().isNotEqualTo(0.5);
    }

    @Test
    void leavesGradientsZeroAndRecordingAsItWas() {
      SVI<Tensor> svi = svi(TraceELBO.create(), 1);
      boolean before = Gradients.isRecording();
      train(svi, 2);
      assertThat(Gradients.isRecording()).isEqualTo(before);
      assertNoGradients(svi.params());
    }

    @Test
    void recordsGradientsEvenWhereTheyArePaused() {
      SVI<Tensor> paused = svi(TraceELBO.create(), 1);
      Gradients.paused(() -> train(paused, 3));
      SVI<Tensor> plain = svi(TraceELBO.create(), 1);
      train(plain, 3);
      assertThat(numbers(paused.params())).isEqualTo(numbers(plain.params()));
    }

    @Test
    void needsASampleSite() {
      SVI<String> svi =
          SVI.of(data -> {}, data -> {}, SGD.withLearningRate(0.1), TraceELBO.create());
      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Neither model nor guide has a sample site");
    }

    @Test
    void sharesAStoreOnPurpose() {
      ParamStore params = ParamStore.create();
      SVI.Options options = SVI.Options.defaults().params(params);
      SVI<Tensor> one =
          SVI.of(MODEL, GUIDE, Adam.withLearningRate(0.02), TraceELBO.create(), options);
      SVI<Tensor> other =
          SVI.of(MODEL, GUIDE, Adam.withLearningRate(0.02), TraceELBO.create(), options.seed(2));
      train(one, 2);
      Map<String, List<Double>> before = numbers(params);
      train(other, 1);
      assertThat(one.params()).isSameAs(params);
      assertThat(numbers(params)).hasSameSizeAs(before).isNotEqualTo(before);
    }
  }

  @Nested
  final class EvaluateLoss {
    @Test
    void changesNoParameterAndNoGradient() {
      SVI<Tensor> svi = svi(TraceELBO.create(), 1);
      train(svi, 2);
      Map<String, List<Double>> before = numbers(svi.params());
      svi.evaluateLoss(data(DATA));
      assertThat(numbers(svi.params())).isEqualTo(before);
      assertThat(svi.steps()).isEqualTo(2);
      assertNoGradients(svi.params());
    }

    @Test
    void leavesAGradientAloneThatIsOnItsWay() {
      SVI<Tensor> svi = svi(TraceELBO.create(), 1);
      train(svi, 1);
      Leaf slope = svi.params().find("slope").get().leaf();
      Gradients.recording(
          () -> {
            Gradients.backward(slope.value().mul(3));
            return slope;
          });
      svi.evaluateLoss(data(DATA));
      assertThat(slope.gradient().get().item()).isEqualTo(3);
      FusedUpdates.zero(List.of(slope));
    }

    @Test
    void recordsNothing() {
      List<Boolean> recorded = new ArrayList<>();
      Model<Tensor> watched =
          data -> {
            GUIDE.run(data);
            recorded.add(Gradients.isRecording());
          };
      SVI<Tensor> svi = SVI.of(MODEL, watched, SGD.withLearningRate(0.1), TraceELBO.create());
      Gradients.recording(() -> svi.evaluateLoss(data(DATA)));
      assertThat(recorded).containsExactly(false);
    }

    @Test
    void doesNotDisturbTheStepsBetween() {
      SVI<Tensor> plain = svi(TraceELBO.create(), 1);
      SVI<Tensor> evaluated = svi(TraceELBO.create(), 1);
      List<Double> expected = train(plain, 4);
      List<Double> found = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        evaluated.evaluateLoss(data(DATA));
        found.addAll(train(evaluated, 1));
        evaluated.evaluateLoss(data(DATA));
      }
      assertThat(found).isEqualTo(expected);
      assertThat(numbers(evaluated.params())).isEqualTo(numbers(plain.params()));
    }

    @Test
    void drawsAnewAtEachCall() {
      SVI<Tensor> svi = svi(TraceELBO.create(), 1);
      double first = svi.evaluateLoss(data(DATA));
      double second = svi.evaluateLoss(data(DATA));
      train(svi, 1);
      assertThat(first).isNotEqualTo(second);
    }

    @Test
    void makesParametersThatAreNew() {
      SVI<Tensor> svi = svi(TraceELBO.create(), 1);
      svi.evaluateLoss(data(DATA));
      assertThat(svi.params().names())
          .containsExactlyInAnyOrder("slope", "scale", "prior", "decoder.weight", "decoder.bias");
    }
  }

  @Nested
  final class TheSeed {
    @ParameterizedTest
    @ValueSource(strings = {"one", "loop", "side"})
    void decidesAllNumbers(String kind) {
      ELBO elbo = elbo(kind);
      SVI<Tensor> one = svi(elbo, 5);
      SVI<Tensor> same = svi(elbo, 5);
      SVI<Tensor> other = svi(elbo, 6);
      List<Double> losses = train(one, 10);
      assertThat(train(same, 10)).isEqualTo(losses);
      assertThat(numbers(same.params())).isEqualTo(numbers(one.params()));
      assertThat(train(other, 10)).isNotEqualTo(losses);
    }

    @Test
    void givesEachStepNoiseOfItsOwn() {
      SVI<Tensor> svi = SVI.of(MODEL, GUIDE, SGD.withLearningRate(0), TraceELBO.create());
      assertThat(train(svi, 10)).doesNotHaveDuplicates();
    }

    /** Torch's own threads are two here; each SVI runs on a thread of its own besides. */
    @Test
    void decidesAllNumbersOnTwoThreadsAsOnOne() throws Exception {
      List<Map<String, List<Double>>> serial = List.of(trained(1), trained(2));
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        List<Callable<Map<String, List<Double>>>> work =
            List.of(() -> trained(1), () -> trained(2));
        List<Map<String, List<Double>>> parallel = new ArrayList<>();
        for (Future<Map<String, List<Double>>> each : threads.invokeAll(work)) {
          parallel.add(each.get());
        }
        assertThat(parallel).isEqualTo(serial);
      } finally {
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      }
    }

    private Map<String, List<Double>> trained(long seed) {
      try (TensorScope scope = TensorScope.open()) {
        SVI<Tensor> svi = svi(TraceELBO.withParticles(2), seed);
        train(svi, 150);
        return numbers(svi.params());
      }
    }

    private static ELBO elbo(String kind) {
      return switch (kind) {
        case "loop" -> TraceELBO.withParticles(3);
        case "side" -> TraceELBO.vectorized(3);
        default -> TraceELBO.create();
      };
    }
  }

  @Nested
  final class TwoAtOnce {
    @Test
    void areRefusedOnTwoThreads() throws Exception {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch leave = new CountDownLatch(1);
      Model<Tensor> waiting =
          data -> {
            inside.countDown();
            await(leave);
            GUIDE.run(data);
          };
      SVI<Tensor> svi = SVI.of(MODEL, waiting, SGD.withLearningRate(0.01), TraceELBO.create());
      Tensor data = data(DATA);
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try {
        Future<Double> first = thread.submit(() -> svi.step(data));
        await(inside);
        assertThatThrownBy(() -> svi.step(data))
            .isInstanceOf(JyroException.class)
            .hasMessageContaining("This SVI is in a step already");
        assertThatThrownBy(() -> svi.evaluateLoss(data)).isInstanceOf(JyroException.class);
        leave.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isFinite();
        assertThat(svi.step(data)).isFinite();
      } finally {
        leave.countDown();
        thread.shutdown();
        assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      }
    }

    @Test
    void areRefusedWithinEachOther() {
      List<SVI<Tensor>> holder = new ArrayList<>();
      Model<Tensor> recursive = data -> holder.get(0).step(data);
      holder.add(SVI.of(MODEL, recursive, SGD.withLearningRate(0.01), TraceELBO.create()));
      assertThatThrownBy(() -> holder.get(0).step(data(DATA)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("further out on this one");
    }
  }

  @Nested
  final class Memory {
    @Test
    void ofAStepIsFreedWhenItEnds() {
      SVI<Tensor> svi = svi(TraceELBO.withParticles(2), 1);
      Tensor data = data(DATA);
      svi.step(data);
      try (TensorScope scope = TensorScope.open()) {
        svi.step(data);
        svi.evaluateLoss(data);
        assertThat(scope.size()).isZero();
      }
    }

    @ParameterizedTest
    @EnumSource
    @OutsideScopes
    void doesNotGrowOverTwoThousandSteps(Gradient gradient) {
      Model<Tensor> guide =
          data ->
              plate(
                  "data",
                  data.size(0),
                  () ->
                      sample(
                          "z",
                          gradient.of(
                              Normal.of(
                                  data.mul(param("slope", 0.3)),
                                  param("scale", 0.5, Constraints.positive())))));
      SVI<Tensor> svi = SVI.of(MODEL, guide, Adam.withLearningRate(1e-3), TraceELBO.create());
      Tensor data = data(DATA);
      svi.step(data);
      svi.evaluateLoss(data);
      long before = TensorScope.unscoped();
      for (int i = 0; i < 2000; i++) {
        svi.step(data);
        if (i % 100 == 0) {
          svi.evaluateLoss(data);
        }
      }
      assertThat(TensorScope.unscoped()).isEqualTo(before);
      assertThat(TensorScope.depth()).isZero();
      assertThat(Interpreter.depth()).isZero();
    }
  }

  /** The objective in the documentation of {@link ELBO}. */
  @Test
  void takesAnObjectiveOfOnesOwn() {
    ELBO plain =
        (run, descend) -> {
          Particle particle = run.particle(0);
          Tensor loss = particle.guide().logDensity().sub(particle.model().logDensity());
          descend.accept(Cotangents.of(loss));
          return loss.item();
        };
    SVI<Tensor> own = svi(plain, 1);
    SVI<Tensor> given = svi(TraceELBO.create(), 1);
    List<Double> losses = train(given, 20);
    List<Double> found = train(own, 20);
    for (int i = 0; i < losses.size(); i++) {
      // The same sum in another order, in float32.
      assertThat(found.get(i)).isEqualTo(losses.get(i), within(1e-3));
    }
  }

  @Test
  void trainsWithParametersThatWereLoaded(@TempDir Path folder) {
    SVI<Tensor> first = svi(TraceELBO.create(), 1);
    train(first, 5);
    first.params().save(folder);
    SVI<Tensor> second = svi(TraceELBO.create(), 1);
    second.params().load(folder);
    assertThat(numbers(second.params())).isEqualTo(numbers(first.params()));
    train(second, 1);
    assertThat(numbers(second.params())).isNotEqualTo(numbers(first.params()));
  }

  private static void assertNoGradients(ParamStore params) {
    for (String name : params.names()) {
      for (Tensor gradient : params.find(name).get().leaf().gradient()) {
        assertThat(gradient.toDoubles()).as(name).containsOnly(0);
      }
    }
  }
}
