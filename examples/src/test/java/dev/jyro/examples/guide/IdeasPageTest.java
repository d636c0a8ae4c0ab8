package dev.jyro.examples.guide;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.handler.Handlers.condition;
import static dev.jyro.handler.Handlers.seed;
import static dev.jyro.handler.Handlers.uncondition;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.HalfNormal;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/ideas.md. */
final class IdeasPageTest {
  private final Page page = Page.named("ideas.md");
  private final Tensor heights = Tensor.of(171f, 182f, 165f, 178f);

  // region ideas-model
  private final Model<Tensor> model =
      data -> {
        Tensor mean = sample("mean", Normal.of(170, 20));
        Tensor spread = sample("spread", HalfNormal.of(10));
        plate("people", data.size(0), () -> observe("height", Normal.of(mean, spread), data));
      };

  private final Model<Tensor> guide =
      data -> {
        sample("mean", Normal.of(param("loc", 170), param("scale", 5, positive())));
        sample("spread", LogNormal.of(param("logLoc", 2), param("logScale", 0.5, positive())));
      };

  // endregion

  @Test
  void aRunOfAProgramIsATrace() {
    // region ideas-trace
    Trace trace = Trace.of(seed(model, 0), heights);
    Tensor mean = trace.value("mean"); // what was drawn
    double logJoint = trace.logDensity().item(); // log p(mean, spread, heights)
    String table = trace.table();
    // endregion
    assertThat(mean.dim()).isZero();
    assertThat(logJoint).isFinite();
    assertShown(table);
  }

  @Test
  void theOuterHandlerHasTheLastWord() {
    // region ideas-order
    Map<String, Tensor> tall = Map.of("height", Tensor.of(190f, 192f, 188f, 195f));
    Model<Tensor> given = condition(uncondition(model), tall); // height is data
    Model<Tensor> drawn = uncondition(condition(model, tall)); // height is drawn
    // endregion
    assertThat(Trace.of(given, heights).get("height").isObserved()).isTrue();
    assertThat(Trace.of(given, heights).value("height").toFloats()).contains(192);
    assertThat(Trace.of(drawn, heights).get("height").isLatent()).isTrue();
  }

  @Test
  void anEventIsWhatIsScoredTogether() {
    Tensor value = Tensor.of(0.5f, 1f, -1f);
    // region ideas-events
    Distribution three = Normal.of(Tensor.zeros(3), 1); // batch (3), event ()
    Distribution vector = three.toEvent(1); // batch (), event (3)
    Tensor densities = three.logProb(value); // of shape (3)
    Tensor density = vector.logProb(value); // of shape (): their sum
    // endregion
    assertThat(three.batchShape()).isEqualTo(Shapes.of(3));
    assertThat(three.eventShape()).isEqualTo(Shapes.of());
    assertThat(vector.batchShape()).isEqualTo(Shapes.of());
    assertThat(vector.eventShape()).isEqualTo(Shapes.of(3));
    assertThat(density.item()).isEqualTo(densities.sum().item());
  }

  @Test
  void platesTakeDimensionsFromTheRight() {
    Tensor scores = Tensor.zeros(3, 4);
    // region ideas-plates
    Model<Tensor> exam =
        points ->
            plate(
                "pupils",
                4,
                () -> {
                  Tensor skills = sample("skills", Normal.standard(2).toEvent(1));
                  Tensor mean = skills.sum(-1);
                  plate("tasks", 3, () -> observe("points", Normal.of(mean, 1), points));
                });
    String shapes = Trace.of(exam, scores).shapes();
    // endregion
    assertShown(shapes);
  }

  @Test
  void aSubsampleStandsForAll() {
    Tensor thousand = Noise.of(0).normal(Shapes.of(1000), DataType.FLOAT32).mul(10).add(170);
    // region ideas-subsample
    Model<Tensor> few =
        all -> {
          Tensor mean = sample("mean", Normal.of(170, 20));
          plate(
              "people",
              1000,
              50,
              rows -> observe("height", Normal.of(mean, 10), all.indexSelect(0, rows)));
        };
    double weight = Trace.of(few, thousand).get("height").setting().scale(); // 1000 / 50
    // endregion
    assertThat(weight).isEqualTo(20);
  }

  @Test
  void aStrayBroadcastIsAnError() {
    // region ideas-stray
    Model<Tensor> stray =
        rows -> {
          Tensor mean = sample("mean", Normal.of(170, 20));
          Tensor column = rows.unsqueeze(-1); // (4, 1) in place of (4)
          plate("people", 4, () -> observe("height", Normal.of(mean, 10), column));
        };
    // endregion
    Throwable error = catchThrowable(() -> Trace.of(stray, heights).logDensity());
    assertShown(requireNonNull(error.getMessage()));
  }

  @Test
  void aScopeFreesWhatIsNotKept() {
    // region ideas-scope
    Tensor mean;
    Trace trace;
    try (TensorScope scope = TensorScope.open()) {
      trace = Trace.of(model, heights); // all its tensors are freed when the scope closes
      mean = scope.keep(trace.value("mean")); // but for this one
    }
    // endregion
    assertThat(mean.item()).isFinite();
    assertThatThrownBy(() -> trace.value("spread").item())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStepLeavesNothingBehind() {
    SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.05), TraceELBO.create());
    svi.step(heights);
    try (TensorScope scope = TensorScope.open()) {
      svi.step(heights);
      assertThat(scope.size()).isZero();
    }
  }

  private double fittedMean(long seed) {
    SVI.Options options = SVI.Options.defaults().seed(seed);
    SVI<Tensor> svi =
        SVI.of(model, guide, Adam.withLearningRate(0.05), TraceELBO.create(), options);
    for (int step = 0; step < 100; step++) {
      svi.step(heights);
    }
    return svi.params().get("loc").item();
  }

  @Test
  void threadsDoNotChangeTheNumbers() {
    // region ideas-threads
    double[] means = LongStream.range(0, 4).parallel().mapToDouble(this::fittedMean).toArray();
    // endregion
    double[] oneByOne = LongStream.range(0, 4).mapToDouble(this::fittedMean).toArray();
    assertThat(means).containsExactly(oneByOne).doesNotHaveDuplicates();
  }

  @Test
  void aDrawDependsOnSeedAndNameOnly() {
    // region ideas-noise
    Model<Tensor> longer =
        data -> {
          sample("weather", Normal.of(0, 1));
          model.run(data);
        };
    Tensor mean = Trace.of(seed(model, 42), heights).value("mean");
    Tensor same = Trace.of(seed(longer, 42), heights).value("mean");
    // endregion
    assertThat(same.item()).isEqualTo(mean.item());
    assertThat(Trace.of(model, heights).value("mean").item())
        .isNotEqualTo(Trace.of(model, heights).value("mean").item());
  }

  @Test
  void noiseIsAValue() {
    Distribution normal = Normal.of(0, 1);
    Noise noise = Noise.of(7);
    Tensor one = normal.sample(noise);
    Tensor again = normal.sample(noise);
    Tensor other = normal.sample(noise.at("other"));
    assertThat(again.item()).isEqualTo(one.item()).isNotEqualTo(other.item());
  }

  @Test
  void parametersAreSavedAndLoaded(@TempDir Path folder) {
    SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.05), TraceELBO.create());
    svi.step(heights);
    // region ideas-saving
    svi.save(folder); // parameters, the optimizer's memory, step and seed

    ParamStore params = ParamStore.create();
    params.load(folder); // the parameters alone, to predict with
    // endregion
    assertThat(params.names()).isEqualTo(svi.params().names());
    assertThat(params.get("scale").item()).isEqualTo(svi.params().get("scale").item());
  }

  private void assertShown(String text) {
    assertThat(page.text()).contains(Page.block(text));
  }
}
