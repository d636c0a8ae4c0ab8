package dev.jyro.inference.svi;

import static dev.jyro.Patience.await;
import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import dev.jyro.JyroException;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Particles on threads are the particles of the loop: bit for bit, and as safe. */
final class ParallelParticlesTest {
  private static final ExecutorService THREADS = Executors.newFixedThreadPool(3);
  private static final int STEPS = 12;

  @AfterAll
  static void end() {
    THREADS.shutdown();
  }

  static List<Arguments> objectives() {
    return List.of(
        Arguments.of(
            "TraceELBO", TraceELBO.withParticles(5), TraceELBO.withParticles(5).parallel(THREADS)),
        Arguments.of(
            "TraceELBO, annealed",
            TraceELBO.withParticles(4).beta(step -> 0.1 * step),
            TraceELBO.withParticles(4).parallel(THREADS).beta(step -> 0.1 * step)),
        Arguments.of(
            "TraceGraphELBO with averages",
            TraceGraphELBO.withParticles(4).decayingAverage(0.9),
            TraceGraphELBO.withParticles(4).decayingAverage(0.9).parallel(THREADS)),
        Arguments.of(
            "RenyiELBO",
            RenyiELBO.withParticles(0.5, 4),
            RenyiELBO.withParticles(0.5, 4).parallel(THREADS)),
        Arguments.of("VIMCO", VIMCO.withParticles(4), VIMCO.withParticles(4).parallel(THREADS)),
        Arguments.of(
            "ReweightedWakeSleep",
            ReweightedWakeSleep.withParticles(4).insomnia(0.5, dream -> guide().run(DATA)),
            ReweightedWakeSleep.withParticles(4)
                .insomnia(0.5, dream -> guide().run(DATA))
                .parallel(THREADS)),
        Arguments.of(
            "on the common pool",
            TraceELBO.withParticles(5),
            TraceELBO.withParticles(5).parallel()));
  }

  static List<Arguments> pathwise() {
    return List.of(
        Arguments.of(
            "TraceMeanFieldELBO",
            TraceMeanFieldELBO.withParticles(4),
            TraceMeanFieldELBO.withParticles(4).parallel(THREADS)),
        Arguments.of(
            "sticking the landing",
            TraceELBO.withParticles(4).stickingTheLanding(),
            TraceELBO.withParticles(4).stickingTheLanding().parallel(THREADS)),
        Arguments.of(
            "EnergyDistance",
            EnergyDistance.withParticles(4),
            EnergyDistance.withParticles(4).parallel(THREADS)),
        Arguments.of(
            "TraceMMD",
            TraceMMD.withParticles(Kernel.gaussian(1), 4).scoringData(),
            TraceMMD.withParticles(Kernel.gaussian(1), 4).scoringData().parallel(THREADS)),
        Arguments.of(
            "doubly reparameterised",
            RenyiELBO.withParticles(0, 4).doublyReparameterized(),
            RenyiELBO.withParticles(0, 4).parallel(THREADS).doublyReparameterized()));
  }

  private static final Tensor DATA = TensorScope.release(Tensor.of(0.3, -0.2, 1.4, 0.9));

  /** Networks, a constrained parameter, a draw that carries no gradient, and one that does. */
  private static Model<Tensor> model() {
    Net net = network();
    return data -> {
      Tensor scale = sample("scale", Gamma.of(2, 2));
      plate(
          "rows",
          4,
          () -> {
            Tensor kind = sample("kind", Bernoulli.of(0.4));
            Tensor mean = module("decoder", net).forward(kind.unsqueeze(-1)).squeeze(-1);
            observe("x", Normal.of(mean, scale), data);
          });
    };
  }

  private static Model<Tensor> guide() {
    return data -> {
      sample("scale", Gamma.of(param("a", 2, positive()), param("b", 2, positive())));
      plate("rows", 4, () -> sample("kind", Bernoulli.ofLogits(param("logits", Tensor.zeros(4)))));
    };
  }

  private static Model<Tensor> smoothGuide() {
    return data -> {
      sample("scale", Gamma.of(param("a", 2, positive()), param("b", 2, positive())));
      sample("shift", Normal.of(param("loc", 0), param("width", 1, positive())));
    };
  }

  private static Model<Tensor> smoothModel() {
    Net net = network();
    return data -> {
      Tensor scale = sample("scale", Gamma.of(2, 2));
      Tensor shift = sample("shift", Normal.standard());
      Tensor mean = module("decoder", net).forward(shift.reshape(1, 1)).reshape(1);
      plate("rows", 4, () -> observe("x", Normal.of(mean, scale), data));
    };
  }

  private static Net network() {
    return Net.of(
        new SequentialBlock()
            .add(Linear.builder().setUnits(3).build())
            .add(Activation::tanh)
            .add(Linear.builder().setUnits(1).build()),
        Shapes.of(1));
  }

  private record Course(List<Double> losses, Map<String, List<Double>> parameters) {}

  private static Course trained(Model<Tensor> model, Model<Tensor> guide, ELBO elbo) {
    SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.02), elbo);
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      losses.add(svi.step(DATA));
      losses.add(svi.evaluateLoss(DATA));
    }
    return new Course(losses, values(svi.params()));
  }

  private static Map<String, List<Double>> values(ParamStore params) {
    Map<String, List<Double>> values = new TreeMap<>();
    for (String name : params.names()) {
      List<Double> numbers = new ArrayList<>();
      for (double number : params.unconstrained(name).toDoubles()) {
        numbers.add(number);
      }
      values.put(name, numbers);
    }
    return values;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("objectives")
  void areThoseOfTheLoop(String words, ELBO loop, ELBO threads) {
    assertThat(trained(model(), guide(), threads)).isEqualTo(trained(model(), guide(), loop));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pathwise")
  void areThoseOfTheLoopOnPathsToo(String words, ELBO loop, ELBO threads) {
    assertThat(trained(smoothModel(), smoothGuide(), threads))
        .isEqualTo(trained(smoothModel(), smoothGuide(), loop));
  }

  /** Without this the tests above would pass if all were done by one thread. */
  @Test
  void areOnSeveralThreadsAtOnce() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    AtomicInteger guides = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(2);
    Model<Tensor> meeting =
        data -> {
          seen.add(Thread.currentThread());
          if (guides.incrementAndGet() > 2) { // the first step is one thread's
            both.countDown();
            await(both);
          }
          smoothGuide().run(data);
        };
    SVI<Tensor> svi = training(smoothModel(), meeting, TraceELBO.withParticles(2), THREADS);

    svi.step(DATA);
    svi.step(DATA);

    assertThat(both.getCount()).isZero();
    assertThat(seen).hasSizeGreaterThan(1);
  }

  private static SVI<Tensor> training(
      Model<Tensor> model, Model<Tensor> guide, TraceELBO elbo, Executor threads) {
    return SVI.of(model, guide, Adam.withLearningRate(0.02), elbo.parallel(threads));
  }

  @Test
  void goOnWhereTheExecutorNeverComes() {
    SVI<Tensor> svi =
        training(smoothModel(), smoothGuide(), TraceELBO.withParticles(3), never -> {});

    svi.step(DATA);

    assertThat(svi.step(DATA)).isFinite();
  }

  @Test
  void throwTheErrorOfTheFirstThatFailsAndChangeNothing() {
    AtomicInteger runs = new AtomicInteger();
    Model<Tensor> breaking =
        data -> {
          smoothModel().run(data);
          if (runs.incrementAndGet() > 6) {
            throw new IllegalArgumentException("of the user's own");
          }
        };
    SVI<Tensor> svi = training(breaking, smoothGuide(), TraceELBO.withParticles(6), THREADS);
    svi.step(DATA);
    Map<String, List<Double>> before = values(svi.params());
    long unscoped = TensorScope.unscoped();

    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> svi.step(DATA))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("of the user's own");
    }

    assertThat(values(svi.params())).isEqualTo(before);
    assertThat(svi.steps()).isEqualTo(1);
    assertThat(TensorScope.unscoped()).isLessThanOrEqualTo(unscoped);
    assertThat(Interpreter.depth()).isZero();
    assertThat(Gradients.isRecording()).isFalse();
    runs.set(-1000);
    assertThat(svi.step(DATA)).isFinite();
  }

  @Test
  void nameTheSiteOfALossThatIsNotFinite() {
    AtomicInteger runs = new AtomicInteger();
    Model<Tensor> breaking =
        data -> {
          double factor = runs.incrementAndGet() > 4 ? Double.NaN : 1;
          smoothModel().run(data.mul(factor));
        };
    SVI<Tensor> svi = training(breaking, smoothGuide(), TraceELBO.withParticles(4), THREADS);
    svi.step(DATA);

    assertThatThrownBy(() -> svi.step(DATA))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("'x'")
        .hasMessageContaining("Nothing was updated");
  }

  /** A running mean would be changed in an order left to chance. */
  @Test
  void areRefusedWhereANetworkChangesAsItRuns() {
    Net net =
        Net.of(
            new SequentialBlock()
                .add(Linear.builder().setUnits(2).build())
                .add(BatchNorm.builder().build())
                .add(Linear.builder().setUnits(1).build()),
            Shapes.of(1, 1));
    Model<Tensor> model =
        data -> {
          Tensor shift = sample("shift", Normal.standard().expand(Shapes.of(4)).toEvent(1));
          Tensor mean = module("decoder", net).forward(shift.reshape(4, 1)).reshape(4);
          plate("rows", 4, () -> observe("x", Normal.of(mean, 1), data));
        };
    Model<Tensor> guide =
        data -> sample("shift", Normal.of(param("loc", Tensor.zeros(4)), 1).toEvent(1));
    SVI<Tensor> svi = training(model, guide, TraceELBO.withParticles(3), THREADS);
    svi.step(DATA);

    assertThatThrownBy(() -> svi.step(DATA))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("one after the other")
        .hasMessageContaining("leave parallel() out");
  }

  @Test
  void areRefusedWhereTheyAreSideBySide() {
    assertThatThrownBy(() -> TraceELBO.vectorized(3).parallel())
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("withParticles(3).parallel()");
  }

  @Test
  void areRefusedByAnExecutorThatIsClosed() {
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    SVI<Tensor> svi = training(smoothModel(), smoothGuide(), TraceELBO.withParticles(3), closed);
    svi.step(DATA);
    Map<String, List<Double>> before = values(svi.params());

    assertThatThrownBy(() -> svi.step(DATA))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("takes no work");
    assertThat(values(svi.params())).isEqualTo(before);
  }
}
