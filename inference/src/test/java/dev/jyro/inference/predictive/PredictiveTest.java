package dev.jyro.inference.predictive;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sampleAuxiliary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Categorical;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Predictions of small models, one draw after the other and side by side; seeds are in the code.
 */
final class PredictiveTest {
  /** A mean and three data, float32. */
  private static final Model<Tensor> MODEL =
      y -> {
        Tensor mean = sample("mean", Normal.of(0, 1));
        deterministic("twice", mean.mul(2));
        plate("data", y.size(0), () -> observe("y", Normal.of(mean, 0.5), y));
      };

  private static final Model<Tensor> GUIDE =
      y -> sample("mean", Normal.of(param("loc", 0), param("scale", 1, Constraints.positive())));

  private final Tensor data = Tensor.of(1f, 2f, 3f);

  private static ParamStore fitted() {
    ParamStore store = ParamStore.create();
    store.put("loc", Tensor.scalar(0.7));
    store.put("scale", Tensor.scalar(0.3), Constraints.positive());
    return store;
  }

  static Stream<Arguments> ways() {
    return Stream.of(
        Arguments.of("one after the other", way(p -> p)),
        Arguments.of("side by side", way(Predictive::sideBySide)),
        Arguments.of("some side by side", way(p -> p.sideBySide(7))),
        Arguments.of("side by side, told of the plates", way(p -> p.sideBySide().plateNesting(3))));
  }

  private static UnaryOperator<Predictive<Tensor>> way(UnaryOperator<Predictive<Tensor>> way) {
    return way;
  }

  private static double mean(Tensor numbers) {
    return Arrays.stream(numbers.toDoubles()).average().orElseThrow();
  }

  /** Of independent normals with this deviation; 4.5 standard errors, for dozens of comparisons. */
  private static void assertNormal(Tensor numbers, double loc, double deviation) {
    double n = numbers.numel();
    double mean = mean(numbers);
    double variance = mean(numbers.sub(mean).square());
    assertThat(mean).isEqualTo(loc, within(4.5 * deviation / Math.sqrt(n)));
    assertThat(variance)
        .isEqualTo(deviation * deviation, within(4.5 * deviation * deviation * Math.sqrt(2 / n)));
  }

  @Nested
  final class FromAGuide {
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void drawsLatentSitesFromItAndDataFromTheModel(
        String name, UnaryOperator<Predictive<Tensor>> way) {
      Draws draws = way.apply(Predictive.of(MODEL, fitted(), GUIDE).draws(2000)).draw(data, 1);

      assertThat(draws.names()).as(name).containsExactly("mean", "twice", "y");
      assertThat(draws.get("mean").shape()).isEqualTo(Shapes.of(2000));
      assertThat(draws.get("y").shape()).isEqualTo(Shapes.of(2000, 3));
      assertNormal(draws.get("mean"), 0.7, 0.3);
      assertNormal(draws.get("y").sub(draws.get("mean").unsqueeze(-1)), 0, 0.5);
      assertThat(draws.get("twice").toFloats()).isEqualTo(draws.get("mean").mul(2).toFloats());
    }

    @Test
    void givesOnlySitesThatAreNamed() {
      Predictive<Tensor> predictive = Predictive.of(MODEL, fitted(), GUIDE).draws(3);
      assertThat(predictive.sites("twice").draw(data, 1).names()).containsExactly("twice");
    }

    @Test
    void leavesDataIfAsked() {
      Draws draws = Predictive.of(MODEL, fitted(), GUIDE).draws(2).keepingData().draw(data, 1);
      assertThat(draws.get("y").toFloats()).containsExactly(1, 2, 3, 1, 2, 3);
      Draws beside =
          Predictive.of(MODEL, fitted(), GUIDE).draws(2).keepingData().sideBySide().draw(data, 1);
      assertThat(beside.get("y").toFloats()).containsExactly(1, 2, 3, 1, 2, 3);
    }

    @Test
    void isNotMovedByTrainingThatGoesOn() {
      ParamStore store = fitted();
      Predictive<Tensor> predictive = Predictive.of(MODEL, store, GUIDE).draws(3);
      float[] before = predictive.draw(data, 1).get("mean").toFloats();
      store.put("loc", Tensor.scalar(100));
      assertThat(predictive.draw(data, 1).get("mean").toFloats()).isEqualTo(before);
    }

    @Test
    void namesAParameterThatIsMissingAndBeginsNone() {
      ParamStore store = ParamStore.create();
      store.put("lok", Tensor.scalar(0.7));
      assertThatThrownBy(() -> Predictive.of(MODEL, store, GUIDE).draws(3).draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'loc': the program asks for this parameter")
          .hasMessageContaining("Did you mean 'lok'?");
      assertThat(store.names()).containsExactly("lok");
    }

    @Test
    void needsANumberOfDraws() {
      assertThatThrownBy(() -> Predictive.of(MODEL, fitted(), GUIDE).draw(data, 1))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("how many draws? Fix: say draws(1000)");
    }

    @Test
    void suggestsTheNearestOfTheSites() {
      Predictive<Tensor> predictive = Predictive.of(MODEL, fitted(), GUIDE).draws(3);
      assertThatThrownBy(() -> predictive.sites("twise").draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("It has: mean, twice, y. Did you mean 'twice'?");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void needsGuideSitesThatAreLatentInTheModel(
        String name, UnaryOperator<Predictive<Tensor>> way) {
      Model<Tensor> misspelt = y -> sample("meen", Normal.of(0, 1));
      Predictive<Tensor> wrong =
          way.apply(Predictive.of(MODEL, ParamStore.create(), misspelt).draws(3));
      List<ThrowingCallable> both =
          List.of(() -> wrong.draw(data, 1), () -> wrong.logLikelihoods(data, 1));
      for (ThrowingCallable each : both) {
        assertThatThrownBy(each)
            .as(name)
            .isInstanceOf(SiteException.class)
            .hasMessageContaining("Site 'meen': the guide draws it, and the model has no latent")
            .hasMessageContaining("Did you mean 'mean'?");
      }
    }

    @Test
    void needsObservedSitesLeftToTheModel() {
      Model<Tensor> ofData =
          y -> {
            sample("mean", Normal.of(0, 1));
            plate("data", y.size(0), () -> sample("y", Normal.of(0, 1)));
          };
      Predictive<Tensor> wrong = Predictive.of(MODEL, ParamStore.create(), ofData).draws(3);
      for (Predictive<Tensor> way : List.of(wrong, wrong.keepingData())) {
        assertThatThrownBy(() -> way.draw(data, 1))
            .isInstanceOf(SiteException.class)
            .hasMessageContaining("Site 'y': the guide draws it")
            .hasMessageContaining("it has: mean.");
      }
    }

    @Test
    void allowsAuxiliarySitesOfTheGuide() {
      Model<Tensor> auxiliary =
          y -> sample("mean", Normal.of(sampleAuxiliary("extra", Normal.of(0, 1)), 1));
      Draws draws = Predictive.of(MODEL, ParamStore.create(), auxiliary).draws(3).draw(data, 1);
      assertThat(draws.names()).containsExactly("mean", "twice", "y");
    }
  }

  @Nested
  final class FromThePrior {
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void drawsAll(String name, UnaryOperator<Predictive<Tensor>> way) {
      Draws draws = way.apply(Predictive.prior(MODEL).draws(2000)).draw(data, 2);
      assertThat(draws.names()).as(name).containsExactly("mean", "twice", "y");
      assertNormal(draws.get("mean"), 0, 1);
      assertNormal(draws.get("y").select(1, 0), 0, Math.sqrt(1.25));
    }

    @Test
    void isOtherEachTimeWithoutASeed() {
      Predictive<Tensor> predictive = Predictive.prior(MODEL).draws(3);
      assertThat(predictive.draw(data).get("mean").toFloats())
          .isNotEqualTo(predictive.draw(data).get("mean").toFloats());
    }

    @Test
    void leavesFactorsAlone() {
      Model<Tensor> weighed = y -> factor("pull", sample("z", Normal.of(0, 1)).square().neg());
      assertThat(Predictive.prior(weighed).draws(3).draw(data, 1).names()).containsExactly("z");
    }
  }

  @Nested
  final class FromDraws {
    private final Draws posterior =
        Draws.ofChains(
            Map.of("mean", Tensor.of(new float[] {-30, -20, -10, 10, 20, 30}, Shapes.of(2, 3))));

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void predictsWhatTheyAreNotOf(String name, UnaryOperator<Predictive<Tensor>> way) {
      Draws draws = way.apply(Predictive.of(MODEL, posterior)).draw(data, 3);
      assertThat(draws.names()).as(name).containsExactly("twice", "y");
      assertThat(draws.chains("y").shape()).isEqualTo(Shapes.of(2, 3, 3));
      assertThat(draws.get("twice").toFloats()).containsExactly(-60, -40, -20, 20, 40, 60);
      // 18 draws with deviation 0.5: one further out than 5 deviations comes once in 10^5 times
      Tensor off = draws.get("y").sub(posterior.get("mean").unsqueeze(-1)).abs();
      assertThat(off.max().item()).isLessThan(2.5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void givesTheLogLikelihoodOfEachDatum(String name, UnaryOperator<Predictive<Tensor>> way) {
      Draws some = Draws.of(Map.of("mean", Tensor.of(0.5f, -1.5f)));
      Draws logs = way.apply(Predictive.of(MODEL, some)).logLikelihoods(data, 1);
      assertThat(logs.names()).as(name).containsExactly("y");
      double[] found = logs.get("y").toDoubles();
      double[] means = {0.5, -1.5};
      for (int i = 0; i < 6; i++) {
        double z = (1 + i % 3 - means[i / 3]) / 0.5;
        double expected = -z * z / 2 - Math.log(0.5) - 0.5 * Math.log(2 * Math.PI);
        // float32: a few roundings of numbers up to 41
        assertThat(found[i]).isEqualTo(expected, within(41 * 4 * 0x1p-24));
      }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void givesMaskedDataNoLogLikelihood(String name, UnaryOperator<Predictive<Tensor>> way) {
      Tensor mask = Tensor.of(true, false, true);
      Model<Tensor> own =
          y -> {
            Tensor mean = sample("mean", Normal.of(0, 1));
            plate("data", 3, () -> observe("y", Normal.of(mean, 0.5).mask(mask), y));
          };
      Draws some = Draws.of(Map.of("mean", Tensor.of(0.5f, -1.5f)));
      double[] all = Predictive.of(MODEL, some).logLikelihoods(data, 1).get("y").toDoubles();
      for (Model<Tensor> masked : List.of(own, masking(mask))) {
        Draws logs = way.apply(Predictive.of(masked, some)).logLikelihoods(data, 1);
        double[] found = logs.get("y").toDoubles();
        for (int i = 0; i < 6; i++) {
          assertThat(Double.isNaN(found[i])).as(name).isEqualTo(i % 3 == 1);
          // float32: a few roundings of numbers up to 41
          double counted = i % 3 == 1 ? all[i] : found[i];
          assertThat(counted).isEqualTo(all[i], within(41 * 4 * 0x1p-24));
        }
      }
    }

    private Model<Tensor> masking(Tensor mask) {
      return y -> {
        Tensor mean = sample("mean", Normal.of(0, 1));
        Model<Tensor> inner = x -> plate("data", 3, () -> observe("y", Normal.of(mean, 0.5), x));
        Handlers.mask(inner, mask).run(y);
      };
    }

    @Test
    void needsDrawsOfSitesThatThereAre() {
      Draws wrong = Draws.of(Map.of("mean", Tensor.of(1f), "meen", Tensor.of(1f)));
      assertThatThrownBy(() -> Predictive.of(MODEL, wrong).draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'meen': there are draws of [meen], and no such site")
          .hasMessageContaining("Did you mean 'mean'?");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void refusesDrawsOfWhatTheModelComputes(String name, UnaryOperator<Predictive<Tensor>> way) {
      Draws twice = Draws.of(Map.of("twice", Tensor.of(1f, 2f)));
      assertThatThrownBy(() -> way.apply(Predictive.of(MODEL, twice)).draw(data, 1))
          .as(name)
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'twice': there are draws of it, and it is computed here")
          .hasMessageContaining("give draws of [mean]; leave these out with without(name)");
    }

    @Test
    void refusesDrawsOfAParameter() {
      Draws loc = Draws.of(Map.of("loc", Tensor.of(1f), "mean", Tensor.of(1f)));
      assertThatThrownBy(() -> Predictive.of(GUIDE, fitted(), loc).sites("mean").draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'loc': there are draws of it, and it is computed here")
          .hasMessageContaining("a param site")
          .hasMessageContaining("give draws of the latent sites only");
    }

    @Test
    void takesComputedValuesThatComeWithAllLatentSites() {
      Draws handedOut = Predictive.prior(MODEL).draws(3).sites("mean", "twice").draw(data, 1);
      assertThat(Predictive.of(MODEL, handedOut).draw(data, 1).names()).containsExactly("y");
      assertThat(Predictive.of(MODEL, handedOut).logLikelihoods(data, 1).names())
          .containsExactly("y");
    }

    @Test
    void refusesAnotherNumber() {
      assertThatThrownBy(() -> Predictive.of(MODEL, posterior).draws(5))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("5 draws are wanted and the posterior has 6.");
    }

    @Test
    void saysIfNothingIsLeftToPredict() {
      Draws all =
          Draws.of(Map.of("mean", Tensor.of(1f), "twice", Tensor.of(2f), "y", Tensor.zeros(1, 3)));
      assertThatThrownBy(() -> Predictive.of(MODEL, all).draw(data, 1))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("There is nothing to predict");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void refusesDrawsThatDoNotFitThePlates(String name, UnaryOperator<Predictive<Tensor>> way) {
      Model<Tensor> local = y -> plate("data", 4, () -> sample("z", Normal.of(0, 1)));
      Draws wrong = Draws.of(Map.of("z", Tensor.zeros(2, 3)));
      assertThatThrownBy(() -> way.apply(Predictive.of(local, wrong)).sites("z").draw(data, 1))
          .as(name)
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'z': its draws have the shape (3), and")
          .hasMessageContaining("data[dim -1, size 4]");
    }
  }

  @Nested
  final class Plates {
    /** Nested plates, a discrete site, a vector, a network: what a value's place depends on. */
    private final Net net = Net.linear(2, 1);

    private final Model<Tensor> rich =
        x -> {
          Net line = module("line", net);
          Tensor group = sample("group", Categorical.ofLogits(Tensor.of(0f, 1f, 2f)));
          Tensor event = sample("event", Normal.standard(2).toEvent(1));
          plate(
              "columns",
              4,
              () -> {
                Tensor c = sample("c", Normal.of(0, 1));
                plate(
                    "rows",
                    3,
                    () -> {
                      Tensor mean = line.forward(event).squeeze(-1).add(c).add(group);
                      deterministic("cell", mean.mul(Tensor.ones(3, 1)));
                      observe("y", Normal.of(mean, 1), Tensor.zeros(3, 4));
                    });
              });
        };

    private ParamStore weights() {
      ParamStore store = ParamStore.create();
      store.run(rich, data);
      return store;
    }

    @Test
    void keepEachSitesShape() {
      ParamStore weights = weights();
      Predictive<Tensor> plain = Predictive.prior(rich, weights).draws(5);
      for (Predictive<Tensor> way :
          List.of(plain, plain.sideBySide(), plain.sideBySide(3).plateNesting(4))) {
        Draws draws = way.draw(data, 1);
        assertThat(draws.shapes())
            .isEqualTo(
                Map.of(
                    "group", Shapes.scalar(),
                    "event", Shapes.of(2),
                    "c", Shapes.of(4),
                    "cell", Shapes.of(3, 4),
                    "y", Shapes.of(3, 4)));
        assertThat(draws.get("group").dataType()).isEqualTo(DataType.INT64);
      }
    }

    @Test
    void giveTheSameValuesSideBySideAsOneAfterTheOther() {
      ParamStore weights = weights();
      Draws latents =
          Predictive.prior(rich, weights).draws(5).sites("group", "event", "c").draw(data, 1);
      Predictive<Tensor> predictive = Predictive.of(rich, weights, latents).sites("cell");
      // the same sums of three float32 of size 10 at most, in another order of adding
      assertThat(predictive.sideBySide(2).draw(data, 1).get("cell").toDoubles())
          .containsExactly(
              predictive.draw(data, 1).get("cell").toDoubles(), within(10 * 4 * 0x1p-24));
      assertThat(predictive.sideBySide().logLikelihoods(data, 1).get("y").shape())
          .isEqualTo(Shapes.of(5, 3, 4));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void takeFromFullDrawsWhatASubsampleNeeds(String name, UnaryOperator<Predictive<Tensor>> way) {
      Model<Tensor> local =
          y ->
              plate(
                  Plate.of("data", 5).subsample(Tensor.of(4L, 1L)),
                  rows ->
                      deterministic(
                          "seen", sample("z", Normal.of(0, 1)).add(rows.to(DataType.FLOAT32))));
      Tensor all = Tensor.arange(15).to(DataType.FLOAT32).mul(10).reshape(3, 5);
      Draws draws = way.apply(Predictive.of(local, Draws.of(Map.of("z", all)))).draw(data, 1);
      assertThat(draws.get("seen").toFloats()).as(name).containsExactly(44, 11, 94, 61, 144, 111);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void refuseDrawsOfOtherRows(String name, UnaryOperator<Predictive<Tensor>> way) {
      Model<Tensor> random =
          y -> plate("data", 5, 2, rows -> sample("x", Normal.of(sample("z", Normal.of(0, 1)), 1)));
      Draws ofTwo = Predictive.prior(random).draws(3).sites("z").draw(data, 1);
      assertThatThrownBy(() -> way.apply(Predictive.of(random, ofTwo)).draw(data, 2))
          .as(name)
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'z': its draws have the shape (2), and plate 'data' takes 2")
          .hasMessageContaining("draw it for the whole plate");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void takeDrawsOfTheRowsThatTheModelPicks(String name, UnaryOperator<Predictive<Tensor>> way) {
      Model<Tensor> picking =
          y ->
              plate(
                  Plate.of("data", 5).subsample(Tensor.of(4L, 1L)),
                  rows -> deterministic("seen", sample("z", Normal.of(0, 1)).mul(1)));
      Tensor two = Tensor.of(1f, 2f, 3f, 4f).reshape(2, 2);
      Draws draws = way.apply(Predictive.of(picking, Draws.of(Map.of("z", two)))).draw(data, 1);
      assertThat(draws.get("seen").toFloats()).as(name).containsExactly(1, 2, 3, 4);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void drawOneSubsampleForAllDraws(String name, UnaryOperator<Predictive<Tensor>> way) {
      Model<Tensor> random =
          y ->
              plate(
                  "data",
                  1000,
                  2,
                  rows ->
                      deterministic(
                          "row",
                          sample("z", Normal.of(0, 1)).mul(0).add(rows.to(DataType.FLOAT32))));
      Draws draws = way.apply(Predictive.prior(random).draws(9)).sites("row").draw(data, 4);
      Tensor rows = draws.get("row");
      assertThat(rows.std(0).max().item()).as(name).isZero();
    }

    /** Guide and model must take the same rows, and the local draws be those of the rows. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.jyro.inference.predictive.PredictiveTest#ways")
    void takeTheGuidesSubsample(String name, UnaryOperator<Predictive<Tensor>> way) {
      Model<Tensor> local =
          y ->
              plate(
                  "data",
                  1000,
                  3,
                  rows ->
                      deterministic(
                          "off", sample("z", Normal.of(0, 1)).sub(rows.to(DataType.FLOAT32))));
      Model<Tensor> amortised =
          y ->
              plate(
                  "data", 1000, 3, rows -> sample("z", Normal.of(rows.to(DataType.FLOAT32), 0.01)));
      Predictive<Tensor> predictive = Predictive.of(local, ParamStore.create(), amortised).draws(9);
      Draws draws = way.apply(predictive).draw(data, 4);
      assertThat(draws.get("off").shape()).as(name).isEqualTo(Shapes.of(9, 3));
      // 27 draws with deviation 0.01: one further out than 6 deviations comes once in 10^7 times
      assertThat(draws.get("off").abs().max().item()).isLessThan(0.06);
    }

    /** Draws of weights are draws of sites, and each has a run of its own. */
    @Test
    void areNoneAroundLiftedWeights() {
      Net line = Net.linear(1, 1);
      Model<Tensor> plain =
          x -> deterministic("out", module("f", line).forward(x.reshape(3, 1)).squeeze(-1));
      Model<Tensor> uncertain =
          Handlers.lift(
              plain,
              Map.of(
                  "f.weight", Normal.standard(1, 1).toEvent(2),
                  "f.bias", Normal.standard(1).toEvent(1)));
      Draws weights =
          Draws.of(
              Map.of(
                  "f.weight", Tensor.of(2f, 3f).reshape(2, 1, 1),
                  "f.bias", Tensor.of(0f, 1f).reshape(2, 1)));
      assertThat(Predictive.of(uncertain, weights).draw(data, 1).get("out").toFloats())
          .containsExactly(2, 4, 6, 4, 7, 10);
    }

    @Test
    void giveAValueTheShapeThatItHasAlone() {
      Model<Tensor> inside =
          y -> {
            Tensor z = sample("z", Normal.of(0, 1));
            plate("data", 3, () -> deterministic("rate", z.exp()));
          };
      Predictive<Tensor> plain = Predictive.prior(inside).draws(4);
      assertThat(plain.draw(data, 1).shape("rate")).isEqualTo(Shapes.scalar());
      assertThat(plain.sideBySide().draw(data, 1).shape("rate")).isEqualTo(Shapes.scalar());
    }

    @Test
    void mustHoldWhatCouldPassForDraws() {
      Model<Tensor> stray = y -> sample("z", Normal.of(Tensor.zeros(4), 1));
      assertThatThrownBy(() -> Predictive.prior(stray).draws(4).sideBySide().draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining(
              "Site 'z': its batch has the shape (4), and dimension -1 belongs to no plate");
    }

    @Test
    void mustLieInsideTheNestingThatWasTold() {
      Model<Tensor> nested =
          y ->
              plate(
                  "columns",
                  2,
                  () -> plate("rows", 4, () -> sample("z", Normal.of(Tensor.zeros(4, 1), 1))));
      Predictive<Tensor> four = Predictive.prior(nested).draws(4).sideBySide();
      assertThat(four.plateNesting(2).draw(data, 1).shape("z")).isEqualTo(Shapes.of(4, 2));
      assertThatThrownBy(() -> four.plateNesting(1).draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("plateNesting(1) was told")
          .hasMessageContaining("plate 'rows' takes dimension -3")
          .hasMessageContaining("say at least plateNesting(2)");
      assertThatThrownBy(
              () -> Predictive.prior(MODEL).draws(3).sideBySide().plateNesting(0).draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'data': plateNesting(0) was told")
          .hasMessageContaining("say at least plateNesting(1)");
    }

    @Test
    void mustHoldConstantsThatCouldPassForDraws() {
      Model<Tensor> constant =
          y -> {
            sample("z", Normal.of(0, 1));
            deterministic("four", Tensor.zeros(4));
          };
      Predictive<Tensor> four = Predictive.prior(constant).draws(4);
      assertThat(four.draw(data, 1).shape("four")).isEqualTo(Shapes.of(4));
      assertThatThrownBy(() -> four.sideBySide().draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining(
              "Site 'four': its value has the shape (4) with 4 draws side by side, and (4) for one.");
    }

    @Test
    void mustHoldValuesAsLongAsThereAreDraws() {
      Model<Tensor> stacked =
          y -> {
            Tensor x = sample("x", Normal.of(0, 1));
            deterministic("both", ShapeOps.stack(0, x, sample("z", Normal.of(100, 1))));
          };
      assertThatThrownBy(() -> Predictive.prior(stacked).draws(2).sideBySide().draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'both': its value has the shape (2) for one draw")
          .hasMessageContaining("another number of draws side by side");
    }

    @Test
    void mustHoldWhatIsSideBySide() {
      Model<Tensor> total =
          y -> {
            Tensor z = sample("z", Normal.standard(3).toEvent(1));
            deterministic("total", z.sum());
          };
      assertThatThrownBy(() -> Predictive.prior(total).draws(4).sideBySide().draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'total': its value has the shape () with 4 draws")
          .hasMessageContaining("sum(-1)");
    }
  }

  @Nested
  final class Draw {
    @Test
    void mustHaveOneShape() {
      Model<Tensor> growing =
          y -> {
            long size = sample("n", Categorical.ofLogits(Tensor.zeros(5))).toLongs()[0] + 1;
            sample("z", Normal.standard(size).toEvent(1));
          };
      assertThatThrownBy(() -> Predictive.prior(growing).draws(20).draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'z': has the shape");
    }

    @Test
    void mustHaveEachSite() {
      Model<Tensor> rare =
          y -> {
            if (sample("n", Categorical.ofLogits(Tensor.zeros(2))).toLongs()[0] == 0) {
              sample("z", Normal.of(0, 1));
            }
          };
      assertThatThrownBy(() -> Predictive.prior(rare).draws(40).sites("n", "z").draw(data, 1))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'z'");
      assertThat(Predictive.prior(rare).draws(40).sites("n").draw(data, 1).size()).isEqualTo(40);
    }
  }

  @Nested
  final class Threads {
    @Test
    void doNotChangeTheNumbers() {
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        Predictive<Tensor> alone = Predictive.of(MODEL, fitted(), GUIDE).draws(40);
        for (int threads : new int[] {1, 2, 5}) {
          assertThat(alone.parallel(pool, threads).draw(data, 6).get("y").toFloats())
              .isEqualTo(alone.draw(data, 6).get("y").toFloats());
          assertThat(alone.sideBySide(7).parallel(pool, threads).draw(data, 6).get("y").toFloats())
              .isEqualTo(alone.sideBySide(7).draw(data, 6).get("y").toFloats());
        }
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void mayBeThoseThatAreBusyWithAsking() throws Exception {
      ExecutorService single = Executors.newSingleThreadExecutor();
      try {
        Predictive<Tensor> predictive = Predictive.prior(MODEL).draws(5).parallel(single, 3);
        assertThat(single.submit(() -> predictive.draw(data, 1).size()).get()).isEqualTo(5);
      } finally {
        single.shutdownNow();
      }
    }

    @Test
    void passOnWhatGoesWrong() {
      ExecutorService pool = Executors.newFixedThreadPool(2);
      Model<Tensor> broken = y -> sample("z", Normal.of(0, param("spread")));
      try {
        assertThatThrownBy(() -> Predictive.prior(broken).draws(50).parallel(pool, 3).draw(data, 1))
            .isInstanceOf(SiteException.class)
            .hasMessageContaining("Site 'spread'");
      } finally {
        pool.shutdownNow();
      }
      assertThatThrownBy(() -> Predictive.prior(MODEL).draws(50).parallel(pool, 3).draw(data, 1))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("takes no work")
          .hasCauseInstanceOf(RejectedExecutionException.class);
    }
  }

  @Test
  void freesWhatEachDrawLeavesBeforeTheNext() {
    List<Tensor> made = new ArrayList<>();
    List<Long> left = new ArrayList<>();
    Model<Tensor> remembering =
        y -> {
          left.add(made.stream().filter(tensor -> !tensor.isFreed()).count());
          made.add(sample("z", Normal.of(0, 1)).exp());
        };
    assertThat(Predictive.prior(remembering).draws(5).draw(data, 1).size()).isEqualTo(5);
    assertThat(left).containsExactly(0L, 0L, 0L, 0L, 0L);
  }

  @Test
  void recordsNoGradients() {
    Draws draws =
        Gradients.recording(() -> Predictive.of(MODEL, fitted(), GUIDE).draws(2).draw(data, 1));
    assertThat(draws.get("mean").requiresGradient()).isFalse();
  }

  @Test
  void isDecidedByTheSeed() {
    Predictive<Tensor> predictive = Predictive.prior(MODEL).draws(3);
    float[] once = predictive.draw(data, 1).get("y").toFloats();
    assertThat(predictive.draw(data, 1).get("y").toFloats()).isEqualTo(once);
    assertThat(predictive.draw(data, 2).get("y").toFloats()).isNotEqualTo(once);
  }

  @Test
  void drawsTheFirstOnesAlikeHoweverManyThereAre() {
    Predictive<Tensor> predictive = Predictive.prior(MODEL);
    Tensor few = predictive.draws(3).draw(data, 1).get("y");
    Tensor many = predictive.draws(8).draw(data, 1).get("y");
    assertThat(few.toFloats()).isEqualTo(many.narrow(0, 0, 3).toFloats());
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    Predictive<Tensor> predictive = Predictive.prior(MODEL);
    assertThatThrownBy(() -> predictive.draws(0)).isInstanceOf(JyroException.class);
    assertThatThrownBy(() -> predictive.sideBySide(0)).isInstanceOf(JyroException.class);
    assertThatThrownBy(() -> predictive.plateNesting(-1)).isInstanceOf(JyroException.class);
    assertThatThrownBy(() -> predictive.parallel(Runnable::run, 0))
        .isInstanceOf(JyroException.class);
  }
}
