package dev.jyro.inference.guide;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sequentialPlate;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.ProjectedNormal;
import dev.jyro.distribution.Uniform;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.ELBO;
import dev.jyro.inference.svi.RenyiELBO;
import dev.jyro.inference.svi.ReweightedWakeSleep;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.svi.TraceGraphELBO;
import dev.jyro.inference.svi.TraceMeanFieldELBO;
import dev.jyro.inference.svi.VIMCO;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AutoNormalTest {
  /** A number for all, one for each of so many groups, and so many data in each. */
  private static final Model<Tensor> GROUPS =
      data -> {
        Tensor all = sample("all", Normal.of(0, 1));
        plate(
            "groups",
            data.size(1),
            () -> {
              Tensor each = sample("each", Gamma.of(all.exp(), 1));
              plate("data", data.size(0), () -> observe("x", Normal.of(each, 1), data));
            });
        sample("after", Normal.standard(2).toEvent(1));
      };

  private static Tensor data(long rows, long groups) {
    return Tensor.ones(rows, groups);
  }

  private static <A> SVI<A> svi(Model<A> model, Model<A> guide) {
    return SVI.of(model, guide, SGD.withLearningRate(0.1), TraceELBO.create());
  }

  static Stream<ELBO> objectives() {
    return Stream.of(
        TraceELBO.create(),
        TraceELBO.vectorized(3),
        TraceELBO.vectorized(3).stickingTheLanding(),
        TraceMeanFieldELBO.create(),
        TraceGraphELBO.create(),
        RenyiELBO.importanceWeighted(3),
        VIMCO.withParticles(2),
        ReweightedWakeSleep.withParticles(2));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void fitsItsModelForEveryObjective(ELBO objective) {
    SVI<Tensor> svi = SVI.of(GROUPS, AutoNormal.of(GROUPS), Adam.withLearningRate(0.01), objective);
    assertThat(svi.step(data(4, 3))).isFinite();
    assertThat(svi.step(data(4, 3))).isFinite();
  }

  @Test
  void scoresWhatTheModelDreams() {
    AutoNormal<Tensor> guide = AutoNormal.of(GROUPS);
    ELBO asleep =
        ReweightedWakeSleep.withParticles(2).insomnia(0, dream -> guide.run(dream.value("x")));
    SVI<Tensor> svi = SVI.of(GROUPS, guide, Adam.withLearningRate(0.01), asleep);
    assertThat(svi.step(data(4, 3))).isFinite();
    assertThat(svi.step(data(4, 3))).isFinite();
  }

  @Test
  void namesItsParametersAfterTheSites() {
    SVI<Tensor> svi = svi(GROUPS, AutoNormal.of(GROUPS).name("mine"));
    svi.step(data(4, 3));
    assertThat(svi.params().names())
        .containsExactly(
            "mine.all.loc",
            "mine.all.scale",
            "mine.each.loc",
            "mine.each.scale",
            "mine.after.loc",
            "mine.after.scale");
    assertThat(svi.params().get("mine.each.loc").shape()).isEqualTo(Shapes.of(3));
  }

  @Test
  void drawsTheSitesInTheModelsOrder() {
    ParamStore params = ParamStore.create();
    Trace trace = Trace.of(params.given(AutoNormal.of(GROUPS)), data(4, 3));
    assertThat(trace.latents().map(site -> site.name())).containsExactly("all", "each", "after");
  }

  @Test
  void beginsWhereAndAsWideAsItIsTold() {
    AutoNormal<Tensor> guide =
        AutoNormal.of(GROUPS)
            .initialization(Initialization.values(Map.of("each", Tensor.scalar(2))))
            .scale(0.5);
    SVI<Tensor> svi = svi(GROUPS, guide);
    svi.evaluateLoss(data(4, 3));
    // exp(log 2) in float32
    assertThat(requireNonNull(guide.median(svi.params()).get("each")).toDoubles())
        .containsOnly(new double[] {2}, within(1e-6));
    assertThat(svi.params().get("AutoNormal.all.scale").item()).isEqualTo(0.5, within(1e-6));
  }

  @Test
  void readsTheModelOnce() {
    List<String> runs = new ArrayList<>();
    Model<String> model =
        data -> {
          runs.add(data);
          sample("z", Normal.of(0, 1));
        };
    SVI<String> svi = svi(model, AutoNormal.of(model));
    svi.step("a");
    svi.step("b");
    assertThat(runs).containsExactly("a", "a", "b");
  }

  @Test
  void takesOtherDataWhereNoLatentSiteDependsOnTheirNumber() {
    SVI<Tensor> svi = svi(GROUPS, AutoNormal.of(GROUPS));
    svi.step(data(4, 3));
    assertThat(svi.evaluateLoss(data(7, 3))).isFinite();
    assertThatThrownBy(() -> svi.evaluateLoss(data(4, 2)))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("groups");
  }

  @Test
  void trainsWhatTheModelAsksForInItsFirstStepToo() {
    Model<Tensor> model =
        data -> {
          Tensor loc = param("loc", 0.5);
          observe("x", Normal.of(loc.add(sample("z", Normal.of(0, 1))), 1), data);
        };
    SVI<Tensor> svi = svi(model, AutoNormal.of(model));
    svi.step(Tensor.scalar(3));
    assertThat(svi.params().get("loc").item()).isNotEqualTo(0.5);
  }

  @Test
  void isSavedAndLoaded(@TempDir Path folder) {
    SVI<Tensor> svi = svi(GROUPS, AutoNormal.of(GROUPS));
    svi.step(data(4, 3));
    svi.save(folder);
    AutoNormal<Tensor> again = AutoNormal.of(GROUPS);
    ParamStore params = ParamStore.create();
    params.load(folder);
    assertThatThrownBy(() -> again.median(params))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("Fix: params.run(guide, data), once");
    params.run(again, data(4, 3));
    Tensor loc = svi.params().get("AutoNormal.after.loc");
    assertThat(requireNonNull(again.median(params).get("after")).toFloats())
        .isEqualTo(loc.toFloats());
  }

  @Test
  void drawsTheSameForTheSameSeedWhoeverReadTheModelBefore() {
    AutoNormal<Tensor> fresh = AutoNormal.of(GROUPS);
    AutoNormal<Tensor> known = AutoNormal.of(GROUPS);
    ParamStore.create().run(known, data(4, 3));
    assertThat(svi(GROUPS, fresh).step(data(4, 3))).isEqualTo(svi(GROUPS, known).step(data(4, 3)));
  }

  @Test
  void isReadByManyThreadsAtOnce() {
    AutoNormal<Tensor> alone = AutoNormal.of(GROUPS);
    double expected = svi(GROUPS, alone).step(data(4, 3));
    AutoNormal<Tensor> shared = AutoNormal.of(GROUPS);
    double[] losses =
        IntStream.range(0, 16)
            .parallel()
            .mapToDouble(
                i -> {
                  try (TensorScope scope = TensorScope.open()) {
                    return svi(GROUPS, shared).step(data(4, 3));
                  }
                })
            .toArray();
    assertThat(losses).containsOnly(expected);
  }

  /** The guide would go on with the bounds of its first run. */
  @Test
  void refusesASupportThatDependsOnALatentSiteOrAParameter() {
    Model<String> onSite =
        data -> sample("u", Uniform.of(Tensor.scalar(0), sample("s", Gamma.of(4, 1))));
    assertThatThrownBy(() -> ParamStore.create().run(AutoNormal.of(onSite), ""))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("depends on the latent site 's'")
        .hasMessageContaining("u01");
    Model<String> onParameter =
        data -> sample("u", Uniform.of(Tensor.scalar(0), param("high", 2, positive())));
    assertThatThrownBy(() -> ParamStore.create().run(AutoNormal.of(onParameter), ""))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("depends on the parameter 'high'");
  }

  @Test
  void refusesAMaskedSite() {
    Model<String> model = data -> sample("z", Normal.standard());
    Model<String> masked = Handlers.mask(model, Tensor.of(true));
    assertThatThrownBy(() -> ParamStore.create().run(AutoNormal.of(masked), ""))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("masked in the model");
  }

  @Test
  void saysWhichParameterIsMissing() {
    AutoNormal<Tensor> guide = AutoNormal.of(GROUPS);
    ParamStore.create().run(guide, data(4, 3));
    ParamStore empty = ParamStore.create();
    assertThatThrownBy(() -> guide.sample(empty, 3, Noise.of(0)))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("AutoNormal.all.loc");
    assertThat(empty.size()).isZero();
  }

  @Nested
  final class InSubsampledPlates {
    private final List<long[]> taken = new ArrayList<>();
    private final Model<String> once =
        data ->
            plate(
                "rows",
                6,
                2,
                rows -> {
                  taken.add(rows.toLongs());
                  Tensor z = sample("z", Normal.of(0, 1));
                  observe("x", Normal.of(z, 1), Tensor.of(5f, 5f));
                });

    @Test
    void onlyTheRowsThatWereTakenMove() {
      AutoNormal<String> guide = AutoNormal.of(once);
      SVI<String> svi = svi(once, guide);
      svi.evaluateLoss("");
      assertThat(svi.params().get("AutoNormal.z.loc").shape()).isEqualTo(Shapes.of(6));
      float[] before = svi.params().get("AutoNormal.z.loc").toFloats();
      taken.clear();
      svi.step("");
      float[] after = svi.params().get("AutoNormal.z.loc").toFloats();
      Set<Long> moved = new HashSet<>();
      for (int i = 0; i < 6; i++) {
        if (before[i] != after[i]) {
          moved.add((long) i);
        }
      }
      assertThat(moved).containsExactlyInAnyOrder(taken.get(0)[0], taken.get(0)[1]);
    }

    @Test
    void answersForAllRows() {
      AutoNormal<String> guide = AutoNormal.of(once);
      SVI<String> svi = svi(once, guide);
      svi.step("");
      assertThat(guide.sample(svi.params(), 5, Noise.of(1)).get("z").shape())
          .isEqualTo(Shapes.of(5, 6));
      assertThat(requireNonNull(guide.mean(svi.params()).get("z")).shape()).isEqualTo(Shapes.of(6));
    }

    @Test
    void theBatchSaysWhichRowsItStandsForWhereTheModelPicksThem() {
      Model<Tensor> picking =
          rows ->
              plate(
                  Plate.of("rows", 6).subsample(rows),
                  indices ->
                      observe(
                          "x",
                          Normal.of(sample("z", Normal.of(0, 1)), 1),
                          indices.to(DataType.FLOAT32)));
      Tensor rows = Tensor.of(4L, 1L);
      assertThatThrownBy(() -> svi(picking, AutoNormal.of(picking)).step(rows))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Fix: tell it, plates(batch ->");
      AutoNormal<Tensor> told =
          AutoNormal.of(picking).plates(batch -> List.of(Plate.of("rows", 6).subsample(batch)));
      SVI<Tensor> svi = svi(picking, told);
      svi.step(rows);
      float[] loc = svi.params().get("AutoNormal.z.loc").toFloats();
      assertThat(loc[4]).isGreaterThan(loc[1]).isNotZero();
      assertThat(new float[] {loc[0], loc[2], loc[3], loc[5]}).containsOnly(0f);
      svi.step(Tensor.of(0L, 5L, 2L));
      assertThat(svi.params().get("AutoNormal.z.loc").toFloats()[5]).isNotZero();
    }
  }

  @Nested
  final class Refuses {
    private void assertRefused(Runnable model, String... words) {
      Model<String> program = data -> model.run();
      assertThatThrownBy(() -> svi(program, AutoNormal.of(program)).step(""))
          .isInstanceOf(JyroException.class)
          .hasMessageContainingAll(words);
    }

    @Test
    void discreteSites() {
      assertRefused(
          () -> sample("b", Bernoulli.of(0.5)),
          "Site 'b': AutoNormal: it is discrete",
          "Fix one of");
    }

    @Test
    void sitesWhereNoBijectorLeads() {
      assertRefused(
          () -> sample("s", ProjectedNormal.of(Tensor.ones(3))),
          "Site 's': AutoNormal: no bijector leads to its support, sphere");
    }

    @Test
    void sitesInSequentialPlates() {
      assertRefused(
          () -> sequentialPlate("p", 2, i -> sample("z" + i, Normal.of(0, 1))),
          "Site 'z0': AutoNormal: it is in the sequential plate 'p'");
    }

    @Test
    void modelsWithoutLatentSites() {
      assertRefused(
          () -> observe("x", Normal.of(0, 1), Tensor.scalar(1)),
          "AutoNormal: the model has no latent site. Fix: an empty guide");
    }

    @Test
    void scalesThatAreNone() {
      assertThatThrownBy(() -> AutoNormal.of(GROUPS).scale(0))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("AutoNormal: scale 0.0. Needed: a positive number.");
    }

    @Test
    void starts() {
      for (Map.Entry<Tensor, String> bad :
          Map.of(
                  Tensor.scalar(-1), "is outside the support, nonNegative",
                  Tensor.scalar(Double.NaN), "is not finite",
                  Tensor.of(1f, 2f), "has shape (2), and the site ()",
                  Tensor.scalar(0), "lies on the border")
              .entrySet()) {
        Model<String> model = data -> sample("g", Gamma.of(1, 1));
        AutoNormal<String> guide =
            AutoNormal.of(model).initialization(Initialization.values(Map.of("g", bad.getKey())));
        assertThatThrownBy(() -> svi(model, guide).step(""))
            .isInstanceOf(SiteException.class)
            .hasMessageContainingAll("Site 'g'", "the starting value", bad.getValue(), "Fix:");
      }
    }

    @Test
    void startsOfSitesThatThereAreNot() {
      AutoNormal<Tensor> guide =
          AutoNormal.of(GROUPS)
              .initialization(Initialization.values(Map.of("al", Tensor.scalar(1))));
      assertThatThrownBy(() -> svi(GROUPS, guide).step(data(2, 2)))
          .isInstanceOf(JyroException.class)
          .hasMessageContainingAll("a starting value for 'al'", "There are: all, each, after");
    }
  }

  @Test
  void whatFailsLeavesNothingBehind() {
    Model<Tensor> model =
        data -> {
          param("loc", 1);
          sample("b", Bernoulli.of(0.5));
        };
    SVI<Tensor> svi = svi(model, AutoNormal.of(model));
    assertThatThrownBy(() -> svi.step(data(1, 1))).isInstanceOf(JyroException.class);
    assertThat(svi.params().names()).isEmpty();
  }
}
