package dev.jyro.inference.reparam;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.distribution.Cauchy;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Gumbel;
import dev.jyro.distribution.Laplace;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Logistic;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.StudentT;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values are float64 unless said otherwise; seed 7. */
final class LocScaleReparamTest {
  private static final String NOTHING = "";
  private static final Tensor LEARNT_AT = Tensor.of(0.2, 0.6, 0.9);

  /** A family in scales that are themselves drawn. */
  private record Family(String name, BiFunction<Tensor, Tensor, Distribution> of) {
    Model<String> model() {
      return nothing -> {
        Tensor loc = sample("loc", Normal.of(number(1), number(2)));
        Tensor scale = sample("scale", LogNormal.of(number(0.3), number(0.5)));
        plate(
            "rows",
            3,
            () -> {
              Tensor x = sample("x", of.apply(loc, scale));
              observe("y", Normal.of(x, number(1.5)), Tensor.of(0.3, -1.0, 4.0));
            });
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Tensor number(double value) {
    return Tensor.scalar(value, DataType.FLOAT64);
  }

  private static Model<String> changed(Model<String> model, LocScaleReparam reparam) {
    return Handlers.reparamStrictly(model, Map.of("x", reparam));
  }

  static Stream<Family> families() {
    return Stream.of(
        new Family("Normal", Normal::of),
        new Family("StudentT", (loc, scale) -> StudentT.of(9.5, loc, scale)),
        new Family("Cauchy", Cauchy::of),
        new Family("Laplace", Laplace::of),
        new Family("Logistic", Logistic::of),
        new Family("Gumbel", Gumbel::of));
  }

  static Stream<Arguments> cases() {
    return families()
        .flatMap(
            family ->
                Stream.of(
                    Arguments.of(family, "non-centred", LocScaleReparam.nonCentred()),
                    Arguments.of(family, "0.3", LocScaleReparam.fixed(0.3)),
                    Arguments.of(family, "centred", LocScaleReparam.fixed(1)),
                    Arguments.of(family, "learnt", LocScaleReparam.learnt())));
  }

  static Stream<Arguments> casesWithMoments() {
    return cases().filter(each -> !each.get()[0].toString().equals("Cauchy"));
  }

  /** The latent values of a run, and the centredness if that is a parameter. */
  private static Map<String, Tensor> drawn(Model<String> model, LocScaleReparam reparam) {
    boolean asks = reparam == LocScaleReparam.learnt();
    Map<String, Tensor> given = asks ? Map.of("x.centredness", LEARNT_AT) : Map.of();
    Map<String, Tensor> values = new HashMap<>(given);
    values.putAll(new Joint(Handlers.substitute(model, given)).drawn(7));
    return values;
  }

  @Nested
  class TheJointDensity {
    /** Sums of some ten terms of at most 100, each rounded: 1e-11 is far beyond that. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("dev.jyro.inference.reparam.LocScaleReparamTest#cases")
    void isThatOfTheModelLessTheVolume(Family family, String words, LocScaleReparam reparam) {
      Joint changed = new Joint(changed(family.model(), reparam));
      Map<String, Tensor> values = drawn(changed.model(), reparam);
      Trace run = changed.at(values);
      Map<String, Tensor> old =
          Map.of("loc", run.value("loc"), "scale", run.value("scale"), "x", run.value("x"));
      double volume = changed.logVolume("x.decentred", "x", values);
      assertThat(run.logDensity().item())
          .isEqualTo(new Joint(family.model()).logDensity(old) + volume, within(1e-11));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("dev.jyro.inference.reparam.LocScaleReparamTest#cases")
    void hasTheGradientOfFiniteDifferences(Family family, String words, LocScaleReparam reparam) {
      Model<String> changed = changed(family.model(), reparam);
      Map<String, Tensor> values = drawn(changed, reparam);
      new Joint(changed).assertGradients(values);
    }

    @Test
    void countsEventsAsOneAndMaskedOnesNot() {
      Tensor mask = Tensor.of(true, false);
      Model<String> model =
          nothing -> {
            Tensor scale = sample("scale", LogNormal.of(number(0), number(1)));
            Distribution each = Normal.of(Tensor.of(1.0, 2, 3), scale);
            plate("rows", 2, () -> sample("x", each.expand(Shapes.of(2, 3)).toEvent(1).mask(mask)));
          };
      Trace run = Trace.of(Handlers.seed(changed(model, LocScaleReparam.nonCentred()), 7), NOTHING);
      Site auxiliary = run.get("x.decentred");
      Trace old = new Joint(model).at(Map.of("scale", run.value("scale"), "x", run.value("x")));
      double[] volume = {3 * Math.log(run.value("scale").item()), 0};
      double[] density = old.get("x").logProb().toDoubles();
      assertThat(auxiliary.logProb().toDoubles())
          .containsExactly(new double[] {density[0] + volume[0], 0}, within(1e-12));
    }

    @Test
    void isScaledInASubsample() {
      Model<String> model =
          nothing ->
              plate("rows", 12, 3, rows -> sample("x", Normal.of(Tensor.of(1.0, 2, 3), number(2))));
      Trace run = Trace.of(Handlers.seed(changed(model, LocScaleReparam.nonCentred()), 7), NOTHING);
      Site auxiliary = run.get("x.decentred");
      double[] standard = auxiliary.value().toDoubles();
      double sum = 0;
      for (double a : standard) {
        sum += -0.5 * a * a - 0.5 * Math.log(2 * Math.PI);
      }
      assertThat(run.logDensity().item()).isEqualTo(4 * sum, within(1e-12));
    }
  }

  @Nested
  class PriorDraws {
    private static final int COUNT = 20_000;

    /** Forty comparisons within 4.5 standard errors, estimated from the draws. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("dev.jyro.inference.reparam.LocScaleReparamTest#casesWithMoments")
    void haveTheMomentsOfTheSite(Family family, String words, LocScaleReparam reparam) {
      Distribution centred = family.of().apply(number(2), number(3));
      Model<String> model = nothing -> plate("rows", COUNT, () -> sample("x", centred));
      Model<String> seeded = Handlers.seed(changed(model, reparam), 7);
      Trace[] run = new Trace[1];
      ParamStore.create().run(nothing -> run[0] = Trace.of(seeded, NOTHING), NOTHING);
      double[] x = run[0].value("x").toDoubles();
      double mean = centred.mean().item();
      double variance = centred.variance().item();
      assertMean(x, mean, draw -> draw);
      assertMean(x, variance, draw -> (draw - mean) * (draw - mean));
    }

    private static void assertMean(double[] draws, double expected, DoubleUnaryOperator of) {
      double[] each = Arrays.stream(draws).map(of).toArray();
      double mean = Arrays.stream(each).average().orElseThrow();
      double squares = Arrays.stream(each).map(v -> (v - mean) * (v - mean)).sum() / COUNT;
      assertThat(mean).isEqualTo(expected, within(4.5 * Math.sqrt(squares / COUNT)));
    }

    @Test
    void areOfTheTypeOfTheSite() {
      Model<String> model = nothing -> sample("x", Normal.of(number(1), number(2)));
      Trace run = Trace.of(changed(model, LocScaleReparam.nonCentred()), NOTHING);
      assertThat(run.value("x.decentred").dataType()).isEqualTo(DataType.FLOAT64);
      Model<String> single = nothing -> sample("x", Normal.of(1, 2));
      Trace other = Trace.of(changed(single, LocScaleReparam.nonCentred()), NOTHING);
      assertThat(other.value("x.decentred").dataType()).isEqualTo(DataType.FLOAT32);
    }
  }

  @Nested
  class TheCentredness {
    private final Model<String> inPlates =
        nothing ->
            plate(
                "groups",
                2,
                () ->
                    plate(
                        "rows",
                        12,
                        3,
                        rows ->
                            sample("x", Normal.of(0, 2).expand(Shapes.of(3, 2, 5)).toEvent(1))));

    @Test
    void isANumberForEachElementButOneForAllOfASubsample() {
      ParamStore store = ParamStore.create();
      store.run(changed(inPlates, LocScaleReparam.learnt()), NOTHING);
      assertThat(store.get("x.centredness").shape()).isEqualTo(Shapes.of(2, 5));
    }

    @Test
    void doesNotDependOnParticles() {
      Model<String> model = nothing -> plate("rows", 4, () -> sample("x", Normal.of(1, 2)));
      Model<String> guide =
          nothing -> plate("rows", 4, () -> sample("x.decentred", Normal.of(param("loc", 0.5), 1)));
      SVI<String> svi =
          SVI.of(
              changed(model, LocScaleReparam.learnt()),
              guide,
              Adam.withLearningRate(0.01),
              TraceELBO.vectorized(6));
      svi.step(NOTHING);
      Shape shape = svi.params().get("x.centredness").shape();
      assertThat(shape).isEqualTo(Shapes.of(4));
    }

    @Test
    void isRefusedOutsideOfTheUnitInterval() {
      assertThatThrownBy(() -> LocScaleReparam.fixed(1.5))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("centredness 1.5. Needed: from 0 (non-centred) to 1 (centred)");
      assertThatThrownBy(() -> LocScaleReparam.fixed(Double.NaN)).isInstanceOf(JyroException.class);
    }
  }

  @Nested
  class OtherHandlers {
    private final Model<String> model = new Family("Normal", Normal::of).model();
    private final Model<String> changed = changed(model, LocScaleReparam.fixed(0.4));

    /** The way there and back rounds a few times. */
    @Test
    void chooseTheValueByTheOldNameInside() {
      Tensor x = Tensor.of(0.5, -2.5, 8);
      Model<String> given = Handlers.substitute(model, Map.of("x", x));
      Trace run = Trace.of(changed(given, LocScaleReparam.fixed(0.4)), NOTHING);
      assertThat(run.value("x").toDoubles()).containsExactly(x.toDoubles(), within(1e-13));
      assertThat(run.get("x.decentred").isLatent()).isTrue();
    }

    @Test
    void conditionOnTheOldNameInside() {
      Tensor x = Tensor.of(0.5, -2.5, 8);
      Model<String> given = Handlers.condition(model, Map.of("x", x));
      Trace run = Trace.of(changed(given, LocScaleReparam.fixed(0.4)), NOTHING);
      assertThat(run.get("x").isObserved()).isTrue();
      assertThat(run.find("x.decentred")).isEmpty();
    }

    @Test
    void replayByTheAuxiliaryName() {
      Trace earlier = Trace.of(changed, NOTHING);
      Trace again = Trace.of(Handlers.replay(changed, earlier), NOTHING);
      assertThat(again.value("x").toDoubles()).isEqualTo(earlier.value("x").toDoubles());
      assertThat(again.logDensity().item()).isEqualTo(earlier.logDensity().item());
    }
  }

  @Test
  void namesTheSiteThatIsOfNoFamily() {
    Model<String> model = nothing -> sample("x", Gamma.of(2, 1));
    assertThatThrownBy(() -> changed(model, LocScaleReparam.nonCentred()).run(NOTHING))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("Site 'x': reparam: the distribution is Gamma, batch ()")
        .hasMessageContaining("LocScaleReparam needs a LocationScaleFamily")
        .hasMessageContaining("Fix one of: leave the site out");
  }
}
