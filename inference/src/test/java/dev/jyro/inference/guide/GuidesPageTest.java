package dev.jyro.inference.guide;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.HalfNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.flow.SplineCoupling;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.inference.reparam.NeuTra;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/guides.md. */
final class GuidesPageTest {
  // region guides-model
  private final Model<Tensor> schools =
      effects -> {
        Tensor mean = sample("mean", Normal.of(0, 10));
        Tensor spread = sample("spread", HalfNormal.of(10));
        plate(
            "schools",
            effects.size(0),
            () -> {
              Tensor effect = sample("effect", Normal.of(mean, spread));
              observe("measured", Normal.of(effect, 12), effects);
            });
      };
  // endregion

  private final Tensor effects = Tensor.of(28f, 8f, -3f, 7f, -1f, 1f, 18f, 12f);

  @Test
  void fitsAndAnswers(@TempDir Path folder) {
    // region guides-fit
    AutoNormal<Tensor> guide = AutoNormal.of(schools);
    SVI<Tensor> svi = SVI.of(schools, guide, Adam.withLearningRate(0.05), TraceELBO.vectorized(8));
    for (int i = 0; i < 500; i++) {
      svi.step(effects);
    }
    // endregion

    // region guides-ask
    Map<String, Tensor> median = guide.median(svi.params());
    Map<String, Tensor> ends = guide.quantiles(svi.params(), 0.05, 0.95); // "effect": (2, 8)
    Draws draws = guide.sample(svi.params(), 1000, Noise.of(0)); // "effect": (1000, 8)
    // endregion
    assertThat(requireNonNull(median.get("spread")).item()).isPositive();
    assertThat(requireNonNull(ends.get("effect")).shape()).isEqualTo(Shapes.of(2, 8));
    assertThat(draws.get("effect").shape()).isEqualTo(Shapes.of(1000, 8));

    // region guides-load
    svi.save(folder);

    AutoNormal<Tensor> again = AutoNormal.of(schools);
    ParamStore params = ParamStore.create();
    params.load(folder);
    params.run(again, effects); // reads the model
    Tensor spread = requireNonNull(again.median(params).get("spread"));
    // endregion
    assertThat(spread.item()).isEqualTo(requireNonNull(median.get("spread")).item());
  }

  private SVI<Tensor> step(AutoGuide<Tensor> guide) {
    SVI<Tensor> svi = SVI.of(schools, guide, Adam.withLearningRate(0.05), TraceELBO.vectorized(2));
    assertThat(svi.step(effects)).isFinite();
    return svi;
  }

  @Test
  void isToldWhereToBegin() {
    // region guides-begin
    AutoNormal<Tensor> guide =
        AutoNormal.of(schools)
            .initialization(
                Initialization.values(Map.of("mean", Tensor.scalar(8)))
                    .orElse(Initialization.median())) // feasible() is always the last
            .scale(0.5);
    // endregion
    step(guide);
  }

  @Test
  void isMadeOfParts() {
    // region guides-list
    AutoGuideList<Tensor> guide =
        AutoGuideList.of(
            AutoMultivariateNormal.of(schools).only("mean", "spread"),
            AutoNormal.of(schools).except("mean", "spread"));
    // endregion
    step(guide);
    // region guides-structured
    AutoStructured<Tensor> structured =
        AutoStructured.of(schools).dependency("effect", "mean").dependency("effect", "spread");
    // endregion
    step(structured);
    // region guides-flow
    AutoNormalizingFlow<Tensor> flow =
        AutoNormalizingFlow.of(schools, (name, size) -> SplineCoupling.param(name, size, size / 2));
    // endregion
    SVI<Tensor> svi = step(flow);
    // region guides-warp
    Model<Tensor> straight = NeuTra.around(schools, flow.warp(svi.params(), effects));
    // endregion
    assertThat(Trace.of(straight, effects).latents()).hasSize(1);
  }

  @Test
  void approximatesByCurvature() {
    Model<Tensor> model =
        counts -> {
          Tensor rate = sample("rate", Gamma.of(2, 1));
          plate("days", counts.size(0), () -> observe("x", Normal.of(rate, 1), counts));
        };
    Tensor counts = Tensor.of(2f, 3f, 2f);
    // region guides-laplace
    AutoLaplace<Tensor> mode = AutoLaplace.of(model);
    SVI<Tensor> svi = SVI.of(model, mode, Adam.withLearningRate(0.05), TraceELBO.create());
    for (int i = 0; i < 500; i++) {
      svi.step(counts);
    }
    AutoMultivariateNormal<Tensor> posterior = mode.approximation(svi.params(), counts);
    // endregion
    assertThat(requireNonNull(posterior.mean(svi.params()).get("rate")).item()).isPositive();
  }

  /** So many rows of a table, and which they are. */
  record Batch(Tensor indices, Tensor values) {}

  @Test
  void isToldWhichRowsABatchStandsFor() {
    // region guides-rows
    Model<Batch> model =
        batch ->
            plate(
                Plate.of("table", 1000).subsample(batch.indices()),
                indices -> {
                  Tensor z = sample("z", Normal.of(0, 1));
                  observe("x", Normal.of(z, 1), batch.values());
                });
    AutoNormal<Batch> guide =
        AutoNormal.of(model)
            .plates(batch -> List.of(Plate.of("table", 1000).subsample(batch.indices())));
    // endregion
    SVI<Batch> svi = SVI.of(model, guide, Adam.withLearningRate(0.05), TraceELBO.create());
    svi.step(new Batch(Tensor.of(7L, 999L), Tensor.of(1f, 2f)));
    assertThat(svi.params().get("AutoNormal.z.loc").shape()).isEqualTo(Shapes.of(1000));
  }
}
