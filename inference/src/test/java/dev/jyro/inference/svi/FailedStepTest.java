package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Poisson;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.LearningRate;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FailedStepTest {
  /** Thrown by users' code: nothing that Jyro knows. */
  private static final class Mishap extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Where in a step the next mishap is, and after how many passes. */
  private static final class Trap {
    private String place = "";
    private int passes;

    void set(String place, int passes) {
      this.place = place;
      this.passes = passes;
    }

    void at(String here) {
      if (here.equals(place) && passes-- == 0) {
        place = "";
        throw new Mishap();
      }
    }
  }

  private final Trap trap = new Trap();

  private final Model<Tensor> model =
      data -> {
        trap.at("model");
        Tensor prior = param("prior", 1, Constraints.positive());
        plate(
            "data",
            data.size(0),
            () -> {
              Tensor z = sample("z", Normal.of(0, prior));
              trap.at("plate of the model");
              observe("x", Normal.of(z, 0.5), data);
            });
        Tensor late =
            param(
                "late",
                () -> {
                  trap.at("start of a parameter");
                  return Tensor.scalar(0.1);
                },
                Constraints.real());
        observe("y", Normal.of(late, 1), Tensor.scalar(1));
        trap.at("end of the model");
      };

  private final Model<Tensor> guide =
      data -> {
        Tensor slope = param("slope", 0.3);
        trap.at("guide");
        plate(
            "data",
            data.size(0),
            () -> {
              trap.at("plate of the guide");
              sample("z", Normal.of(data.mul(slope), param("scale", 0.5, Constraints.positive())));
            });
        trap.at("end of the guide");
      };

  private final LearningRate rate =
      step -> {
        trap.at("learning rate");
        return 0.05;
      };

  private SVI<Tensor> svi(ELBO elbo) {
    return SVI.of(model, guide, Adam.withLearningRate(rate), elbo);
  }

  static Tensor data() {
    return Tensor.of(0.5f, -1f, 2f);
  }

  static Stream<Arguments> places() {
    List<String> everywhere =
        List.of(
            "model",
            "plate of the model",
            "start of a parameter",
            "end of the model",
            "guide",
            "plate of the guide",
            "end of the guide",
            "learning rate");
    return everywhere.stream()
        .flatMap(place -> Stream.concat(ofParticles(place), ofObjectives(place)))
        .filter(FailedStepTest::comesUp);
  }

  private static Stream<Arguments> ofParticles(String place) {
    return Stream.of(
        Arguments.of(place, "one particle", TraceELBO.create(), 0),
        Arguments.of(place, "the trial of several particles", TraceELBO.vectorized(2), 0),
        Arguments.of(place, "several particles", TraceELBO.vectorized(2), 1),
        Arguments.of(place, "the second particle", TraceELBO.withParticles(3), 1));
  }

  private static Stream<Arguments> ofObjectives(String place) {
    return Objectives.all().entrySet().stream()
        .map(objective -> Arguments.of(place, objective.getKey(), objective.getValue(), 0));
  }

  /** A rate is asked for once a step, and a parameter started once. */
  private static boolean comesUp(Arguments arguments) {
    boolean once = List.of("learning rate", "start of a parameter").contains(arguments.get()[0]);
    return !once || arguments.get()[3].equals(0);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("places")
  void leavesNothingBehindInTheFirstStep(String place, String when, ELBO elbo, int passes) {
    SVI<Tensor> svi = svi(elbo);
    trap.set(place, passes);
    assertNothingChanges(
        svi, () -> assertThatThrownBy(() -> svi.step(data())).isInstanceOf(Mishap.class));
    assertThat(svi.params().names()).isEmpty();
    assertGoesOnAs(svi, svi(elbo));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("places")
  void leavesNothingBehindInALaterStep(String place, String when, ELBO elbo, int passes) {
    boolean hasTrial = when.contains("trial") || when.equals("several particles");
    if (place.equals("start of a parameter")) {
      return; // they are started in the first step only
    }
    SVI<Tensor> svi = svi(elbo);
    SVI<Tensor> smooth = svi(elbo);
    for (int i = 0; i < 3; i++) {
      svi.step(data());
      smooth.step(data());
    }
    trap.set(place, hasTrial ? 0 : passes);
    assertNothingChanges(
        svi, () -> assertThatThrownBy(() -> svi.step(data())).isInstanceOf(Mishap.class));
    assertGoesOnAs(svi, smooth);
  }

  @Test
  void leavesNothingBehindWhenAnEvaluationFails() {
    for (ELBO elbo : List.of(TraceELBO.create(), TraceELBO.vectorized(2))) {
      SVI<Tensor> svi = svi(elbo);
      trap.set("end of the model", 0);
      assertThatThrownBy(() -> svi.evaluateLoss(data())).isInstanceOf(Mishap.class);
      assertThat(svi.params().names()).isEmpty();
      assertGoesOnAs(svi, svi(elbo));
    }
  }

  @Test
  void keepsTheParametersOfOthersInASharedStore() {
    ParamStore params = ParamStore.create();
    params.put("slope", Tensor.scalar(0.7));
    SVI<Tensor> svi =
        SVI.of(
            model,
            guide,
            Adam.withLearningRate(rate),
            TraceELBO.create(),
            SVI.Options.defaults().params(params));
    trap.set("end of the model", 0);
    assertThatThrownBy(() -> svi.step(data())).isInstanceOf(Mishap.class);
    assertThat(params.names()).containsExactly("slope");
    assertThat(params.get("slope").toFloats()).containsExactly(0.7f);
  }

  @Test
  void cleansUpAfterErrorsToo() {
    Model<Tensor> broken =
        data -> {
          param("x", 1);
          throw new AssertionError("an error");
        };
    SVI<Tensor> svi = SVI.of(broken, data -> {}, SGD.withLearningRate(0.1), TraceELBO.create());
    assertThatThrownBy(() -> svi.step(data())).isInstanceOf(AssertionError.class);
    assertThat(svi.params().names()).isEmpty();
  }

  static void assertNothingChanges(SVI<Tensor> svi, Runnable failing) {
    Map<String, List<Double>> before = numbers(svi.params());
    int steps = svi.steps();
    int scopes = TensorScope.depth();
    int handlers = Interpreter.depth();
    boolean recording = Gradients.isRecording();
    failing.run();
    assertThat(numbers(svi.params())).isEqualTo(before);
    assertThat(svi.steps()).isEqualTo(steps);
    assertThat(TensorScope.depth()).isEqualTo(scopes);
    assertThat(Interpreter.depth()).isEqualTo(handlers);
    assertThat(Gradients.isRecording()).isEqualTo(recording);
    for (String name : svi.params().names()) {
      svi.params()
          .find(name)
          .get()
          .leaf()
          .gradient()
          .forEach(gradient -> assertThat(gradient.toDoubles()).as(name).containsOnly(0));
    }
  }

  /** From here on the numbers are those of a training that never failed. */
  static void assertGoesOnAs(SVI<Tensor> svi, SVI<Tensor> smooth) {
    for (int i = 0; i < 3; i++) {
      assertThat(svi.step(data())).isEqualTo(smooth.step(data()));
      assertThat(numbers(svi.params())).isEqualTo(numbers(smooth.params()));
    }
  }

  private static Map<String, List<Double>> numbers(ParamStore params) {
    Map<String, List<Double>> numbers = new LinkedHashMap<>();
    for (String name : params.names()) {
      numbers.put(name, Arrays.stream(params.unconstrained(name).toDoubles()).boxed().toList());
    }
    return numbers;
  }

  @Nested
  final class WhenTheLossIsNotFinite {
    private Tensor observed = Tensor.of(0.5f, 1f);

    private final Model<String> model =
        data -> {
          Tensor scale = param("scale", 1, Constraints.positive());
          plate(
              "data",
              2,
              () -> {
                Tensor z = sample("z", Normal.of(0, scale));
                observe("x", Normal.of(z, 1), observed);
              });
        };

    private final Model<String> guide =
        data -> plate("data", 2, () -> sample("z", Normal.of(param("loc", 0), 1)));

    private SVI<String> svi() {
      return SVI.of(model, guide, Adam.withLearningRate(0.1), TraceELBO.create());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void namesTheFirstBadSiteAndUpdatesNothing(float bad) {
      SVI<String> svi = svi();
      SVI<String> smooth = svi();
      svi.step("");
      smooth.step("");
      Tensor good = observed;
      observed = Tensor.of(0.5f, bad);
      Map<String, List<Double>> before = numbers(svi.params());

      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'x': in the model: its value is not finite")
          .hasMessageContaining("Nothing was updated")
          .hasMessageContaining("value         Tensor(2) float32 [0.5, " + bad + "]")
          .hasMessageContaining("distribution  Normal, batch (2), event ()")
          .hasMessageContaining("support       real")
          .hasMessageContaining("loc")
          .hasMessageContaining("scale")
          .hasMessageContaining("Fix one of: lower the learning rate")
          .hasMessageContaining("<- here");

      assertThat(numbers(svi.params())).isEqualTo(before);
      assertThat(svi.steps()).isEqualTo(1);
      observed = good;
      assertThat(svi.step("")).isEqualTo(smooth.step(""));
      assertThat(numbers(svi.params())).isEqualTo(numbers(smooth.params()));
    }

    @Test
    void takesBackWhatEarlierParticlesDid() {
      List<Integer> runs = new ArrayList<>();
      Model<String> turning =
          data -> {
            runs.add(1);
            Tensor z = sample("z", Normal.of(0, 1));
            observe("x", Normal.of(z, 1), Tensor.scalar(runs.size() == 3 ? Float.NaN : 1));
          };
      Model<String> guide = data -> sample("z", Normal.of(param("loc", 0), 1));
      SVI<String> svi =
          SVI.of(turning, guide, SGD.withLearningRate(0.1), TraceELBO.withParticles(4));
      assertThatThrownBy(() -> svi.step("")).isInstanceOf(SiteException.class);
      assertThat(svi.params().names()).isEmpty();
      SVI<String> smooth =
          SVI.of(turning, guide, SGD.withLearningRate(0.1), TraceELBO.withParticles(4));
      assertThat(svi.step("")).isEqualTo(smooth.step(""));
      assertThat(svi.params().get("loc").item()).isEqualTo(smooth.params().get("loc").item());
    }

    @Test
    void saysThatAParameterHasGoneBad() {
      SVI<String> svi = svi();
      svi.step("");
      svi.params().find("loc").get().leaf().set(Tensor.scalar(Double.NaN));
      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'loc': in the guide: its value is not finite");
    }

    @Test
    void saysWhichParameterOfADistributionIsOutsideItsRange() {
      Model<String> guide =
          data -> sample("z", Normal.of(0, param("scale", Tensor.of(1f, 2f))).toEvent(1));
      Model<String> model = data -> sample("z", Normal.standard(2).toEvent(1));
      SVI<String> svi = SVI.of(model, guide, SGD.withLearningRate(0.1), TraceELBO.create());
      svi.step("");
      svi.params().put("scale", Tensor.of(1f, -2f));
      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith(
              "Site 'z': in the guide: Normal: scale[1] is -2.0. Needed: positive.");
    }

    @Test
    void saysThatAValueIsOutsideTheSupport() {
      Model<String> model =
          data -> {
            Tensor z = sample("z", Gamma.of(Tensor.scalar(2), 1));
            observe("x", Gamma.of(Tensor.scalar(2), z), observed.select(0, 0));
          };
      Model<String> guide = data -> sample("z", Gamma.of(param("a", 2, Constraints.positive()), 1));
      SVI<String> svi = SVI.of(model, guide, SGD.withLearningRate(0.01), TraceELBO.create());
      svi.step("");
      observed = Tensor.of(-1f, 1f);
      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'x': in the model: its value is outside the support")
          .hasMessageContaining("support       nonNegative");
    }

    @Test
    void isToldByAnEvaluationToo() {
      SVI<String> svi = svi();
      observed = Tensor.of(Float.NaN, 1f);
      assertThatThrownBy(() -> svi.evaluateLoss("")).isInstanceOf(SiteException.class);
    }

    @Test
    void sumsUpALongValue() {
      float[] many = new float[1000];
      many[17] = Float.NaN;
      many[18] = 5;
      Model<String> model =
          data -> plate("data", 1000, () -> observe("x", Normal.of(0, 1), Tensor.of(many)));
      SVI<String> svi = SVI.of(model, data -> {}, SGD.withLearningRate(1), TraceELBO.create());
      assertThatThrownBy(() -> svi.step(""))
          .hasMessageContaining("Tensor(1000), 0.0 to 5.0, 1 of 1000 not finite");
    }

    @Test
    void namesTheDatumThatIsOutsideTheSupport() {
      Tensor counts = Tensor.of(3f, 1, -2, 4);
      Model<String> model = data -> plate("data", 4, () -> observe("x", Poisson.of(2), counts));
      SVI<String> svi = SVI.of(model, data -> {}, SGD.withLearningRate(1), TraceELBO.create());
      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("'x'")
          .hasMessageContaining("Poisson: value[2] is -2.0")
          .hasMessageContaining("nonNegativeInteger");
    }

    @Test
    void letsDataThatAreMaskedOutBeMissing() {
      Tensor values = Tensor.of(3f, Float.NaN, 1);
      Model<String> model = data -> plate("data", 3, () -> observe("x", Normal.of(0, 1), values));
      Tensor there = Tensor.of(1f, 0, 1).gt(0);
      SVI<String> svi =
          SVI.of(
              Handlers.mask(model, there), data -> {}, SGD.withLearningRate(1), TraceELBO.create());
      assertThat(svi.step("")).isFinite();
    }

    @Test
    void blamesNoSiteForASumThatOverflows() {
      Model<String> model =
          data ->
              plate(
                  "data",
                  4,
                  () -> observe("x", Normal.of(0, 1), Tensor.full(1.4e19, DataType.FLOAT32)));
      SVI<String> svi = SVI.of(model, data -> {}, SGD.withLearningRate(1), TraceELBO.create());
      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("no single site is to blame: the sum overflowed");
    }
  }

  @Nested
  final class BadParametersOfDistributions {
    private SVI<String> svi(Model<String> model, Model<String> guide, Checks checks) {
      return SVI.of(
          model,
          guide,
          SGD.withLearningRate(0.01),
          TraceELBO.create(),
          SVI.Options.defaults().checks(checks));
    }

    /** Its log density would be finite: nobody would notice. */
    @Test
    void areToldByNameInTheFirstStep() {
      Model<String> model =
          data -> observe("x", Bernoulli.of(Tensor.of(0.5f, 1.5f)).toEvent(1), Tensor.of(1f, 1f));
      SVI<String> svi = svi(model, data -> {}, Checks.SHAPES);
      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'x': Bernoulli: probs[1] is 1.5. Needed: unitInterval.");
    }

    @Test
    void areToldBeforeTheDraw() {
      Model<String> guide = data -> sample("z", Gamma.of(param("a", -3), param("b", 1)));
      SVI<String> svi = svi(data -> sample("z", Gamma.of(1, 1)), guide, Checks.SHAPES);
      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'z': Gamma: concentration is -3.0.")
          .hasMessageContaining("Sites so far:");
      assertThat(svi.params().names()).isEmpty();
    }

    @Test
    void areToldInAPlateAndByAnEvaluation() {
      Model<String> model =
          data ->
              plate("p", 2, () -> observe("x", Normal.of(0, Tensor.of(1f, 0f)), Tensor.of(1f, 1f)));
      for (ELBO elbo : List.of(TraceELBO.create(), TraceELBO.vectorized(3))) {
        SVI<String> svi = SVI.of(model, data -> {}, SGD.withLearningRate(0.01), elbo);
        assertThatThrownBy(() -> svi.evaluateLoss(""))
            .isInstanceOf(SiteException.class)
            .hasMessageStartingWith("Site 'x': Normal: scale[1] is 0.0. Needed: positive.");
      }
    }

    @Test
    void areLookedForUntilAStepSucceeds() {
      List<Double> probs = new ArrayList<>(List.of(2.0, 2.0, 0.5, 2.0));
      Model<String> model =
          data -> observe("x", Bernoulli.of(Tensor.scalar(probs.remove(0))), Tensor.scalar(1));
      SVI<String> svi = svi(model, data -> {}, Checks.SHAPES);
      assertThatThrownBy(() -> svi.step("")).hasMessageContaining("probs is 2.0");
      assertThatThrownBy(() -> svi.step("")).hasMessageContaining("probs is 2.0");
      assertThat(svi.step("")).isFinite();
      assertThat(probs).hasSize(1);
    }

    @Test
    void areNotLookedForWithoutChecks() {
      Model<String> model = data -> observe("x", Normal.of(0, Tensor.scalar(-1)), Tensor.scalar(1));
      assertThatThrownBy(() -> svi(model, data -> {}, Checks.NONE).step(""))
          .hasMessageContaining("and so the loss is NaN");
    }
  }
}
