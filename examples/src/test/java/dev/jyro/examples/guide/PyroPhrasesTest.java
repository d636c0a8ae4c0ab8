package dev.jyro.examples.guide;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.handler.Handlers.block;
import static dev.jyro.handler.Handlers.condition;
import static dev.jyro.handler.Handlers.conditionStrictly;
import static dev.jyro.handler.Handlers.hint;
import static dev.jyro.handler.Handlers.intervene;
import static dev.jyro.handler.Handlers.lift;
import static dev.jyro.handler.Handlers.mask;
import static dev.jyro.handler.Handlers.reparam;
import static dev.jyro.handler.Handlers.replay;
import static dev.jyro.handler.Handlers.scale;
import static dev.jyro.handler.Handlers.scope;
import static dev.jyro.handler.Handlers.seed;
import static dev.jyro.handler.Handlers.substitute;
import static dev.jyro.handler.Handlers.uncondition;
import static dev.jyro.handler.Handlers.with;
import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sampleAuxiliary;
import static dev.jyro.ppl.Primitives.sequentialPlate;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.training.tracker.FactorTracker;
import ai.djl.training.tracker.Tracker;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Sample;
import dev.jyro.inference.graph.ModelGraph;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.ClippedAdam;
import dev.jyro.inference.optim.LearningRate;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.ReduceOnPlateau;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.reparam.AutoReparam;
import dev.jyro.inference.reparam.LocScaleReparam;
import dev.jyro.inference.svi.Checks;
import dev.jyro.inference.svi.ELBO;
import dev.jyro.inference.svi.EnergyDistance;
import dev.jyro.inference.svi.Kernel;
import dev.jyro.inference.svi.RenyiELBO;
import dev.jyro.inference.svi.ReweightedWakeSleep;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.Schedule;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.svi.TraceGraphELBO;
import dev.jyro.inference.svi.TraceMMD;
import dev.jyro.inference.svi.TraceMeanFieldELBO;
import dev.jyro.inference.svi.VIMCO;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The phrases of docs/from-pyro.md on programs, handlers and training, each of which runs. */
final class PyroPhrasesTest {
  private final Tensor x = Tensor.of(0.1f, 0.2f, 0.3f);

  private final Model<Tensor> model =
      x -> {
        Tensor z = sample("z", Normal.of(0, 1));
        Tensor w = param("w", 1, positive());
        plate("n", 3, () -> observe("x", Normal.of(z, w), x));
      };

  private final Model<Tensor> guide =
      x -> sample("z", Normal.of(param("loc", 0), param("scale", 1, positive())));

  @Test
  void programs() {
    Tensor guess = Tensor.scalar(0);
    Tensor rows = Tensor.of(4L, 2L);
    Net net = Net.linear(3, 4).then(Tensor::softplus).then(Net.linear(4, 1));
    Model<Tensor> all =
        x -> {
          Tensor z = sample("z", Normal.of(0, 1));
          plate("n", 3, () -> observe("x", Normal.of(z, 1), x));
          sampleAuxiliary("u", Normal.of(0, 1));
          sample("b", Bernoulli.of(0.5), guess);
          factor("f", z.neg());
          deterministic("twice", z.mul(2));
          param("w", 1, positive());
          param("w");
          Net decode = module("decoder", net);
          decode.forward(x);
          plate("many", 1000, 50, i -> sample("m", Normal.of(0, 1)));
          plate(Plate.of("chosen", 1000).subsample(rows), i -> sample("c", Normal.of(0, 1)));
          plate(Plate.of("far", 10).dim(-2), i -> sample("d", Normal.of(0, 1)));
          sequentialPlate("days", 2, i -> sample("day" + i, Normal.of(0, 1)));
        };
    Trace trace = Trace.of(ParamStore.create().given(all), x);
    assertThat(trace.sites().size()).isGreaterThanOrEqualTo(16);
    assertThat(trace.value("m").size(0)).isEqualTo(50);
    assertThat(trace.value("d").shape().getShape()).containsExactly(10, 1);
  }

  @Test
  void traces() {
    SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
    svi.step(x);
    Trace trace = Trace.of(svi.params().given(model), x);
    assertThat(trace.value("z").dim()).isZero();
    assertThat(trace.logDensity().item()).isFinite();
    assertThat(trace.get("x").logProb().size(0)).isEqualTo(3);
    assertThat(trace.find("w")).isEmpty();
    assertThat(trace.shapes()).contains("n");
    assertThat(ModelGraph.of(model, x).toDot()).startsWith("digraph");
  }

  @Test
  void handlers() {
    Tensor zero = Tensor.scalar(0);
    Tensor where = x.gt(0);
    Hint<String> unit = new Hint<>("unit", String.class);
    Handler handler = (effect, outer) -> outer.ask(effect);
    Trace trace = Trace.of(ParamStore.create().given(model), x);
    List<Model<Tensor>> all =
        List.of(
            replay(model, trace),
            condition(model, Map.of("z", zero)),
            condition(model, trace),
            conditionStrictly(model, Map.of("z", zero)),
            uncondition(model),
            intervene(model, Map.of("z", zero)),
            block(model),
            block(model, effect -> effect.name().equals("z")),
            scope(model, "first"),
            mask(model, where),
            scale(model, 0.5),
            seed(model, 0),
            substitute(model, Map.of("w", zero.add(1))),
            lift(model, Map.of("w", Gamma.of(2, 2))),
            reparam(model, Map.of("z", LocScaleReparam.nonCentred())),
            reparam(model, Map.of("z", LocScaleReparam.learnt())),
            AutoReparam.of(model, x).around(model),
            hint(model, effect -> effect instanceof Sample, unit, "cm"),
            with(handler, model));
    for (Model<Tensor> one : all) {
      Model<Tensor> noted = data -> assertThat(Trace.of(one, data).sites()).isNotEmpty();
      ParamStore.create().run(noted, x);
    }
  }

  static List<ELBO> objectives() {
    Model<Tensor> guide = x -> sample("z", Normal.of(param("loc", 0), 1));
    return List.of(
        TraceELBO.create(),
        TraceELBO.withParticles(8),
        TraceELBO.vectorized(8),
        TraceELBO.create().beta(Schedule.linear(0, 1, 1000)),
        TraceMeanFieldELBO.create(),
        TraceGraphELBO.create(),
        TraceGraphELBO.create().decayingAverage(0.9),
        RenyiELBO.importanceWeighted(8),
        RenyiELBO.withParticles(0.5, 8),
        VIMCO.vectorized(8),
        ReweightedWakeSleep.vectorized(8),
        ReweightedWakeSleep.vectorized(8).insomnia(0.5, dream -> guide.run(dream.value("x"))),
        TraceMMD.vectorized(Kernel.gaussian(1), 8).scoringData(),
        EnergyDistance.vectorized(8).power(0.9).prior(0.1));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void losses(ELBO objective) {
    SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), objective);
    assertThat(svi.step(x)).isFinite();
    assertThat(svi.evaluateLoss(x)).isFinite();
  }

  static List<Optimizer> optimizers() {
    Tracker falling = FactorTracker.builder().setBaseValue(1e-3f).setFactor(0.999f).build();
    Optimizer slow = Adam.withLearningRate(1e-4);
    Optimizer fast = Adam.withLearningRate(1e-2);
    return List.of(
        Adam.withLearningRate(1e-3).betas(0.9, 0.99),
        ClippedAdam.withLearningRate(1e-3).clip(10).rateDecay(0.999),
        Optimizer.byName(name -> name.startsWith("decoder.") ? slow : fast),
        Adam.withLearningRate(1e-3).clipEachNorm(10),
        Adam.withLearningRate(1e-3).clipValue(1),
        Adam.withLearningRate(step -> 1e-3 * Math.pow(0.999, step)),
        Adam.withLearningRate(LearningRate.of(falling)),
        Adam.withLearningRate(ReduceOnPlateau.from(1e-3)),
        Optimizer.of(PyroPhrasesTest::djls));
  }

  private static ai.djl.training.optimizer.Optimizer djls() {
    return ai.djl.training.optimizer.Optimizer.sgd()
        .setLearningRateTracker(Tracker.fixed(0.01f))
        .build();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void steps(Optimizer optimizer) {
    SVI<Tensor> svi = SVI.of(model, guide, optimizer, TraceELBO.create());
    svi.step(x);
    double before = svi.params().get("loc").item();
    svi.step(x);
    assertThat(svi.params().get("loc").item()).isNotEqualTo(before);
  }

  @Test
  void parameters(@TempDir Path folder) {
    SVI.Options options = SVI.Options.defaults().seed(7).checks(Checks.NONE);
    SVI<Tensor> svi =
        SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create(), options);
    svi.step(x);
    ParamStore params = svi.params();
    Tensor w = params.get("w");
    Set<String> names = params.names();
    params.put("w", w.mul(2));
    params.save(folder);
    params.load(folder);
    svi.save(folder);
    svi.load(folder);
    params.freeze(name -> name.equals("w"));
    params.remove("w");
    assertThat(names).containsExactlyInAnyOrder("w", "loc", "scale");
    assertThat(ParamStore.create().size()).isZero();
  }
}
