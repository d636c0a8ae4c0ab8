package dev.jyro.inference.guide;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.flow.SplineCoupling;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.ClippedAdam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.ELBO;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.svi.TraceGraphELBO;
import dev.jyro.inference.svi.TraceMeanFieldELBO;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.ppl.Primitives;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class JointGuidesTest {
  /** A number for all, and one for each of six, of which a run takes some. */
  private static Model<String> rows(int taken) {
    return data -> {
      Tensor all = sample("all", Gamma.of(2, 1));
      plate(
          "rows",
          6,
          taken,
          rows -> {
            Tensor z = sample("z", Normal.of(all, 1));
            observe("x", Normal.of(z, 1), Tensor.zeros(taken));
          });
    };
  }

  static Stream<Function<Model<String>, AutoGuide<String>>> guides() {
    return Stream.of(
        AutoDiagonalNormal::of,
        AutoMultivariateNormal::of,
        AutoLowRankMultivariateNormal::of,
        AutoLaplace::of,
        AutoIAFNormal::of,
        model -> AutoIAFNormal.of(model).flows(2).hidden(5, 5),
        model ->
            AutoNormalizingFlow.of(
                model, (name, size) -> SplineCoupling.param(name, size, size / 2)));
  }

  @ParameterizedTest
  @MethodSource("guides")
  void workUnderPlatesForEveryObjective(Function<Model<String>, AutoGuide<String>> made) {
    for (ELBO objective :
        new ELBO[] {
          TraceELBO.create(),
          TraceELBO.vectorized(3),
          TraceELBO.vectorized(2).stickingTheLanding(),
          TraceMeanFieldELBO.create(),
          TraceGraphELBO.create()
        }) {
      AutoGuide<String> guide = made.apply(rows(2));
      SVI<String> svi = SVI.of(rows(2), guide, Adam.withLearningRate(0.01), objective);
      assertThat(svi.step("")).isFinite();
      assertThat(svi.step("")).isFinite();
      assertThat(guide.sample(svi.params(), 4, Noise.of(0)).get("z").shape())
          .isEqualTo(Shapes.of(4, 6));
      assertThat(requireNonNull(guide.mean(svi.params()).get("z")).shape()).isEqualTo(Shapes.of(6));
      assertThat(requireNonNull(guide.quantiles(svi.params(), 0.1, 0.9).get("all")).shape())
          .isEqualTo(Shapes.of(2));
    }
  }

  @Test
  void subsamplesGiveTheLossOfAllRowsInTheMean() {
    SVI.Options options = SVI.Options.defaults().params(ParamStore.create());
    double[] all = losses(6, options);
    double[] some = losses(2, options);
    double error = Math.sqrt(squaredError(all) + squaredError(some));
    // 3,000 losses each, whose means are known but for their standard errors
    assertThat(mean(some)).isEqualTo(mean(all), within(4.5 * error));
    assertThat(4.5 * error).isLessThan(0.5);
  }

  private static double[] losses(int taken, SVI.Options options) {
    SVI<String> svi =
        SVI.of(
            rows(taken),
            AutoDiagonalNormal.of(rows(taken)),
            Adam.withLearningRate(0.01),
            TraceELBO.create(),
            options);
    return IntStream.range(0, 3_000).mapToDouble(i -> svi.evaluateLoss("")).toArray();
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }

  private static double squaredError(double[] numbers) {
    double mean = mean(numbers);
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    return squares / numbers.length / numbers.length;
  }

  static Stream<Function<Model<Tensor>, AutoGuide<Tensor>>> correlated() {
    return Stream.of(
        AutoMultivariateNormal::of, model -> AutoLowRankMultivariateNormal.of(model).rank(1));
  }

  @ParameterizedTest
  @MethodSource("correlated")
  void findCorrelations(Function<Model<Tensor>, AutoGuide<Tensor>> made) {
    AutoGuide<Tensor> guide = made.apply(SumOfTwo.MODEL);
    SVI<Tensor> svi = SumOfTwo.fitted(guide);
    assertThat(svi.evaluateLoss(SumOfTwo.data())).isEqualTo(SumOfTwo.LOSS, within(0.01));
    int draws = 20_000;
    Tensor a = guide.sample(svi.params(), draws, Noise.of(1)).get("a");
    Tensor b = guide.sample(svi.params(), draws, Noise.of(1)).get("b");
    double error = 4.5 * Math.sqrt(2 / 3.0 / draws);
    assertThat(a.mean().item()).isEqualTo(1, within(error + 0.01));
    assertThat(b.mean().item()).isEqualTo(1, within(error + 0.01));
    Tensor da = a.sub(1);
    Tensor db = b.sub(1);
    // a product of normal numbers: variance 2/3 2/3 + 1/9, that of a square 2 (2/3)²
    assertThat(da.mul(db).mean().item())
        .isEqualTo(-1 / 3.0, within(4.5 * Math.sqrt(5 / 9.0 / draws) + 0.01));
    assertThat(da.square().mean().item())
        .isEqualTo(2 / 3.0, within(4.5 * Math.sqrt(8 / 9.0 / draws) + 0.01));
  }

  /** Mean field misses {@code ½ log 4/3} nats here. */
  @Test
  void flowsFindMostOfThem() {
    SVI<Tensor> svi = SumOfTwo.fitted(AutoIAFNormal.of(SumOfTwo.MODEL));
    double missed = svi.evaluateLoss(SumOfTwo.data()) - SumOfTwo.LOSS;
    assertThat(missed).isLessThan(0.5 * Math.log(4 / 3.0) / 4);
  }

  @Nested
  final class Laplace {
    @Test
    void isExactForNormalPosteriors() {
      AutoLaplace<Tensor> guide = AutoLaplace.of(SumOfTwo.MODEL);
      SVI<Tensor> svi =
          SVI.of(
              SumOfTwo.MODEL,
              guide,
              ClippedAdam.withLearningRate(0.1).rateDecay(0.99),
              TraceELBO.create());
      Tensor data = SumOfTwo.data();
      for (int i = 0; i < 800; i++) {
        svi.step(data);
      }
      AutoMultivariateNormal<Tensor> posterior = guide.approximation(svi.params(), data);
      Tensor factor = svi.params().get("AutoLaplace.scaleTril");
      // float32, through an inverse of a matrix whose condition is 3
      assertThat(factor.matmul(factor.mT()).flatten().toDoubles())
          .containsExactly(new double[] {2 / 3.0, -1 / 3.0, -1 / 3.0, 2 / 3.0}, within(1e-5));
      assertThat(requireNonNull(posterior.mean(svi.params()).get("a")).item())
          .isEqualTo(1, within(1e-3));
      assertThat(
              SVI.of(
                      SumOfTwo.MODEL,
                      posterior,
                      Adam.withLearningRate(1),
                      TraceELBO.vectorized(100),
                      SVI.Options.defaults().params(svi.params()))
                  .evaluateLoss(data))
          .isEqualTo(SumOfTwo.LOSS, within(1e-3));
    }

    /** In free space x = log z: {@code 3 x - z}, curved by z, which at the mode is 3. */
    @Test
    void isThatOfFreeSpace() {
      Model<String> model = data -> sample("z", Gamma.of(3, 1));
      AutoLaplace<String> guide =
          AutoLaplace.of(model)
              .initialization(Initialization.values(Map.of("z", Tensor.scalar(3))));
      ParamStore params = ParamStore.create();
      params.run(guide, "");
      guide.approximation(params, "");
      assertThat(params.get("AutoLaplace.scaleTril").item())
          .isEqualTo(1 / Math.sqrt(3), within(1e-5));
    }

    static Stream<Model<Tensor>> modelsWithParameters() {
      Net net = Net.linear(1, 2);
      return Stream.of(
          data -> {
            Tensor loc = param("prior.loc", Tensor.of(0.5f, -0.5f));
            Tensor scale = param("prior.scale", Tensor.of(1f, 2f), Constraints.positive());
            Tensor z = sample("z", Normal.of(loc, scale).toEvent(1));
            observe("x", Normal.of(z.square().sum(), 1), data);
          },
          data -> {
            Tensor loc = module("net", net).forward(Tensor.of(1f));
            Tensor z = sample("z", Normal.of(loc, 1).toEvent(1));
            observe("x", Normal.of(z.square().sum(), 1), data);
          });
    }

    private static SVI<Tensor> svi(Model<Tensor> model, AutoLaplace<Tensor> guide) {
      return SVI.of(model, guide, Adam.withLearningRate(0.05), TraceELBO.create());
    }

    /** The new one has run neither model nor guide. */
    @ParameterizedTest
    @MethodSource("modelsWithParameters")
    void isThatOfTheTrainingAfterThisIsLoadedAnew(Model<Tensor> model, @TempDir Path folder) {
      Tensor data = Tensor.scalar(3);
      AutoLaplace<Tensor> guide = AutoLaplace.of(model);
      SVI<Tensor> svi = svi(model, guide);
      for (int i = 0; i < 200; i++) {
        svi.step(data);
      }
      svi.save(folder);
      AutoLaplace<Tensor> anew = AutoLaplace.of(model);
      SVI<Tensor> loaded = svi(model, anew);
      loaded.load(folder);

      var needed = guide.approximation(svi.params(), data);
      var found = anew.approximation(loaded.params(), data);

      assertThat(loaded.params().names()).isEqualTo(svi.params().names());
      for (String name : svi.params().names()) {
        assertThat(loaded.params().get(name).toDoubles())
            .as(name)
            .containsExactly(svi.params().get(name).toDoubles());
      }
      assertThat(found.sample(loaded.params(), 3, Noise.of(1)).get("z").toDoubles())
          .containsExactly(needed.sample(svi.params(), 3, Noise.of(1)).get("z").toDoubles());
    }

    @ParameterizedTest
    @MethodSource("modelsWithParameters")
    void beginsNoParameter(Model<Tensor> model) {
      ParamStore params = ParamStore.create();
      assertThatThrownBy(() -> AutoLaplace.of(model).approximation(params, Tensor.scalar(3)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("There is no parameter '");
      assertThat(params.names()).isEmpty();
    }

    @Test
    void needsAMode() {
      Model<String> model =
          data -> {
            Tensor z = sample("z", Normal.of(0, 1));
            Primitives.factor("hill", z.square().mul(2));
          };
      AutoLaplace<String> guide =
          AutoLaplace.of(model)
              .initialization(Initialization.values(Map.of("z", Tensor.scalar(0.5))));
      ParamStore params = ParamStore.create();
      params.run(guide, "");
      assertThatThrownBy(() -> guide.approximation(params, ""))
          .isInstanceOf(JyroException.class)
          .hasMessageContainingAll(
              "AutoLaplace: the second derivatives", "least eigenvalue is -3.0", "Fix one of");
      assertThat(params.names()).containsExactly("AutoLaplace.loc");
    }
  }

  @Nested
  final class Lists {
    private final Model<String> model =
        data -> {
          Tensor a = sample("a", Normal.of(0, 1));
          plate(
              "rows",
              6,
              2,
              rows -> {
                sample("b", Normal.of(a, 1));
                sample("c", Gamma.of(1, 1));
              });
          sample("d", Normal.of(0, 1));
        };

    @Test
    void haveDifferentGuidesForDifferentSites() {
      AutoGuideList<String> guide =
          AutoGuideList.of(
                  AutoMultivariateNormal.of(model).only("a", "b"), AutoDelta.of(model).only("c"))
              .and(AutoNormal.of(model).except("a", "b", "c"));
      SVI<String> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.vectorized(2));
      assertThat(svi.step("")).isFinite();
      assertThat(svi.params().names())
          .containsExactly(
              "AutoMultivariateNormal.loc",
              "AutoMultivariateNormal.scaleTril",
              "AutoDelta.c.loc",
              "AutoNormal.d.loc",
              "AutoNormal.d.scale");
      assertThat(guide.median(svi.params()).keySet()).containsExactly("a", "b", "c", "d");
      assertThat(guide.sample(svi.params(), 3, Noise.of(0)).names())
          .containsExactly("a", "b", "c", "d");
    }

    @Test
    void haveAPlaceForGuidesByHand() {
      Model<String> mixed =
          data -> {
            sample("z", Normal.of(0, 1));
            sample("b", Bernoulli.of(0.5));
          };
      AutoGuide<String> guide =
          AutoGuideList.of(AutoNormal.of(mixed).only("z"), AutoDelta.of(model).only("a"))
              .beside(data -> sample("b", Bernoulli.of(0.4)));
      Trace trace = Trace.of(ParamStore.create().given(guide), "");
      assertThat(trace.latents().map(site -> site.name())).containsExactly("z", "a", "b");
    }

    @Test
    void mustNotDrawASiteTwice() {
      AutoGuide<String> guide = AutoGuideList.of(AutoNormal.of(model), AutoDelta.of(model));
      SVI<String> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Site 'a': there are two of this name");
    }

    @Test
    void mustDrawEverySite() {
      AutoGuide<String> guide = AutoNormal.of(model).only("a");
      SVI<String> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
      assertThatThrownBy(() -> svi.step(""))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("'b' is latent in the model and missing from the guide");
    }
  }
}
