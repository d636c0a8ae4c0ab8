package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sampleAuxiliary;
import static dev.jyro.ppl.Primitives.sequentialPlate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether model, guide and plates fit each other, under every objective. */
final class FitTest {
  private static final List<String> PATHWISE_ONLY =
      List.of("TraceELBO, sticking the landing", "TraceMeanFieldELBO", "RenyiELBO, doubly");

  static Stream<ELBO> elbos() {
    return Objectives.all().values().stream();
  }

  private static Normal normal() {
    return Normal.of(0, 1);
  }

  private static double step(Runnable model, Runnable guide, ELBO elbo) {
    return step(model, guide, elbo, SVI.Options.defaults());
  }

  private static double step(Runnable model, Runnable guide, ELBO elbo, SVI.Options options) {
    Model<String> one = data -> model.run();
    Model<String> other = data -> guide.run();
    return SVI.of(one, other, SGD.withLearningRate(0.01), elbo, options).step("");
  }

  private static void assertFits(Runnable model, Runnable guide) {
    elbos().forEach(elbo -> assertThat(step(model, guide, elbo)).isFinite());
  }

  private static void assertMisfit(Runnable model, Runnable guide, String... words) {
    elbos()
        .forEach(
            elbo ->
                assertThatThrownBy(() -> step(model, guide, elbo))
                    .isInstanceOf(JyroException.class)
                    .hasMessageContainingAll(words));
  }

  private static void nothing() {}

  @Nested
  final class Names {
    @Test
    void mayBeObservedOnly() {
      assertFits(() -> observe("x", normal(), Tensor.scalar(1)), FitTest::nothing);
    }

    @Test
    void mustBeInTheGuideIfTheyAreLatent() {
      assertMisfit(
          () -> sample("z", normal()),
          FitTest::nothing,
          "Model and guide do not fit:",
          "'z' is latent in the model and missing from the guide.",
          "Sites of the model:");
    }

    @Test
    void mustBeInTheModelIfTheyAreInTheGuide() {
      assertMisfit(
          () -> observe("x", normal(), Tensor.scalar(1)),
          () -> sample("z", normal()),
          "'z' is in the guide and not in the model. Fix: correct the name, or use sampleAuxiliary.");
    }

    @Test
    void mayBeInTheGuideOnlyIfTheyAreAuxiliary() {
      assertFits(
          () -> observe("x", normal(), Tensor.scalar(1)), () -> sampleAuxiliary("z", normal()));
    }

    @Test
    void mustNotBeObservedInTheGuide() {
      assertMisfit(
          () -> observe("x", normal(), Tensor.scalar(1)),
          () -> observe("y", normal(), Tensor.scalar(1)),
          "'y' is observed in the guide.");
    }

    @Test
    void mustNotBeObservedInTheGuideInPlaceOfADraw() {
      assertMisfit(
          () -> sample("z", normal()),
          () -> observe("z", normal(), Tensor.scalar(1)),
          "Site 'z': replay:",
          "data in the trace");
    }

    @Test
    void mustNotBeDrawnInTheGuideIfTheyAreObserved() {
      assertMisfit(
          () -> observe("x", normal(), Tensor.scalar(1)),
          () -> sample("x", normal()),
          "'x' is drawn in the guide and observed in the model.");
    }

    @Test
    void mustNotMeanADrawHereAndSomethingElseThere() {
      assertMisfit(
          () -> param("z", 1),
          () -> sample("z", normal()),
          "'z' is drawn in the guide and a param");
      assertMisfit(
          () -> deterministic("z", Tensor.scalar(1)),
          () -> sample("z", normal()),
          "'z' is drawn in the guide and a deterministic");
      assertMisfit(
          () -> sample("z", normal()), () -> param("z", 1), "Site 'z': replay:", "a param");
      assertMisfit(
          () -> plate("z", 2, () -> observe("x", normal(), Tensor.scalar(1))),
          () -> sample("z", normal()),
          "Site 'z': replay: it is a plate here");
    }

    @Test
    void areReportedAllAtOnce() {
      assertMisfit(
          () -> {
            sample("a", normal());
            sample("b", Normal.standard(2).toEvent(1));
            observe("c", normal(), Tensor.scalar(1));
            sample("e", normal());
          },
          () -> {
            sample("b", normal());
            sample("c", normal());
            sample("d", normal());
            observe("f", normal(), Tensor.scalar(1));
            sample("e", normal());
          },
          "'a' is latent in the model and missing from the guide",
          "'b' has event shape (2) in the model and () in the guide",
          "'c' is drawn in the guide and observed in the model",
          "'d' is in the guide and not in the model",
          "'f' is observed in the guide");
    }

    static Stream<Arguments> doubles() {
      return Stream.of(
          twice("two draws", () -> sample("x", normal()), () -> sample("x", normal())),
          twice(
              "a draw and data",
              () -> sample("x", normal()),
              () -> observe("x", normal(), Tensor.scalar(1))),
          twice("a draw and a parameter", () -> sample("x", normal()), () -> param("x", 1)),
          twice("a parameter and a draw", () -> param("x", 1), () -> sample("x", normal())),
          twice(
              "a plate and a draw",
              () -> plate("x", 2, FitTest::nothing),
              () -> sample("x", normal())),
          twice(
              "two runs of a plate",
              () -> sequentialPlate("p", 2, i -> sample("x", normal())),
              FitTest::nothing));
    }

    private static Arguments twice(String words, Runnable first, Runnable second) {
      return Arguments.of(words, first, second);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doubles")
    void mustNotComeTwiceInAProgram(String words, Runnable first, Runnable second) {
      Runnable program =
          () -> {
            first.run();
            second.run();
          };
      assertMisfit(program, program, "Site 'x': there are two of this name in one run");
    }

    @Test
    void mayComeTwiceIfTheyAreAParameters() {
      assertFits(
          () -> {
            observe("x", Normal.of(param("loc", 1), 1), Tensor.scalar(1));
            observe("y", Normal.of(param("loc", 1), 1), Tensor.scalar(1));
          },
          FitTest::nothing);
    }
  }

  @Nested
  final class Shapes {
    @Test
    void mustHaveTheSameEvent() {
      assertMisfit(
          () -> sample("z", Normal.standard(3).toEvent(1)),
          () -> plate("p", 3, () -> sample("z", normal())),
          "'z' has event shape (3) in the model and () in the guide. Fix: use toEvent(n)");
    }

    @Test
    void mustHaveTheSameBatch() {
      assertMisfit(
          () -> plate("p", 3, () -> sample("z", normal())),
          () -> sample("z", normal()),
          "'z' has batch shape",
          "Fix: open the same plates in both.");
    }

    @Test
    void mayDifferByOnesInFront() {
      assertFits(() -> sample("z", Normal.of(Tensor.zeros(1), 1)), () -> sample("z", normal()));
      assertFits(() -> sample("z", normal()), () -> sample("z", Normal.of(Tensor.zeros(1, 1), 1)));
    }

    @Test
    void mustBelongToAPlate() {
      assertMisfit(
          () -> observe("x", normal(), Tensor.of(1f, 2f, 3f)),
          FitTest::nothing,
          "Site 'x': log density has batch shape",
          "Fix one of: open a plate for the 3",
          "<- here");
    }

    @Test
    void mustBelongToAPlateInTheGuideToo() {
      assertMisfit(
          () -> sample("z", Normal.standard(3)),
          () -> sample("z", Normal.standard(3)),
          "Site 'z': log density has batch shape",
          "toEvent(n)");
    }

    /** The stray broadcast: (3) against (3, 1) is (3, 3) to Torch. */
    @Test
    void mustNotBroadcastOnTheirOwn() {
      assertMisfit(
          () -> plate("p", 3, () -> observe("x", normal(), Tensor.zeros(3, 1))),
          FitTest::nothing,
          "Site 'x': log density has batch shape",
          "plates");
    }

    @Test
    void mustHaveTheSizeOfThePlate() {
      assertMisfit(
          () -> plate("p", 3, () -> observe("x", Normal.standard(4), Tensor.zeros(4))),
          FitTest::nothing,
          "Site 'x': its batch has size 4 at dimension -1, and plate 'p' has size 3 there.");
      assertMisfit(
          () -> plate("p", 3, () -> observe("x", normal(), Tensor.zeros(4))),
          FitTest::nothing,
          "Site 'x'");
    }

    @Test
    void areNotComparedWithoutChecks() {
      double loss =
          step(
              () -> {
                sample("a", normal());
                observe("x", normal(), Tensor.scalar(1));
              },
              FitTest::nothing,
              TraceELBO.create(),
              SVI.Options.defaults().checks(Checks.NONE));
      assertThat(loss).isFinite();
    }
  }

  /** Three particles, and a stray three: without particles they would be no match. */
  @Test
  void aStrayDimensionDoesNotPassForThatOfTheParticles() {
    assertThatThrownBy(
            () ->
                step(
                    () -> observe("x", normal(), Tensor.of(1f, 2f, 3f)),
                    FitTest::nothing,
                    TraceELBO.vectorized(3)))
        .hasMessageContaining("Site 'x': log density has batch shape (3)");
  }

  @Nested
  final class Plates {
    @Test
    void mustNotTakeOneDimensionTwice() {
      Runnable program =
          () ->
              plate(
                  Plate.of("outer", 2).dim(-1),
                  i -> plate(Plate.of("inner", 3).dim(-1), j -> sample("z", normal())));
      assertMisfit(program, program, "Plates 'outer' and 'inner' both take dimension -1");
    }

    @Test
    void mustNotBeOpenTwice() {
      Runnable program = () -> plate("p", 2, () -> plate("p", 2, () -> sample("z", normal())));
      assertMisfit(program, program, "Plate 'p' is open already");
    }

    @Test
    void mayTakeEachOthersDimensionOneAfterTheOther() {
      Runnable program =
          () -> {
            plate("p", 2, () -> sample("y", normal()));
            plate("q", 3, () -> sample("z", normal()));
          };
      assertFits(program, program);
    }

    @Test
    void mayBeNestedInEitherOrder() {
      assertFits(
          () ->
              plate(
                  Plate.of("p", 2).dim(-1),
                  i -> plate(Plate.of("q", 3).dim(-2), j -> sample("z", normal()))),
          () ->
              plate(
                  Plate.of("q", 3).dim(-2),
                  i -> plate(Plate.of("p", 2).dim(-1), j -> sample("z", normal()))));
    }

    /** Pyro's sizes: all of one of them, and some of both. */
    @ParameterizedTest(name = "{0} of {1}, {2} of {3}")
    @CsvSource({"5, 10, 3, 3", "6, 11, 5, 10"})
    void mayBeNestedAndSubsampled(int some, int of, int inner, int ofInner) {
      Runnable program =
          () ->
              plate(
                  Plate.of("p", of).subsample(some),
                  i -> plate(Plate.of("q", ofInner).subsample(inner), j -> sample("z", normal())));
      assertFits(program, program);
    }

    @Test
    void mustHaveOneSizeInModelAndGuide() {
      assertMisfit(
          () -> plate("p", 3, () -> sample("z", normal())),
          () -> plate("p", 2, () -> sample("z", normal())),
          "'p'",
          "3",
          "2");
    }

    @Test
    void mayStandInTheModelOnly() {
      assertFits(
          () -> {
            Tensor z = sample("z", normal());
            plate("data", 3, () -> observe("x", Normal.of(z, 1), Tensor.zeros(3)));
          },
          () -> sample("z", normal()));
    }

    /** Pyro's test_model_guide_mismatch over 20 points; 0 means that no subsample is asked for. */
    @ParameterizedTest(name = "model {0}, guide {1}: fits {2}")
    @CsvSource({
      "20, 5, false",
      "5, 20, false",
      "5, 0, false",
      "20, 20, true",
      "20, 0, true",
      "5, 5, true",
      "0, 20, true",
      "0, 5, true",
      "0, 0, true"
    })
    void mustTakeSubsamplesOfOneSize(int inModel, int inGuide, boolean fits) {
      Runnable model = () -> plate(subsampled(inModel), i -> sample("z", normal()));
      Runnable guide = () -> plate(subsampled(inGuide), i -> sample("z", normal()));
      if (fits) {
        assertFits(model, guide);
      } else {
        assertMisfit(model, guide, "Site 'p': the plate takes", "one subsample size");
      }
    }

    private static Plate subsampled(int size) {
      Plate plate = Plate.of("p", 20);
      return size == 0 ? plate : plate.subsample(size);
    }

    @Test
    void takeInTheModelWhatTheyTookInTheGuide() {
      Tensor[] taken = new Tensor[2];
      assertThat(
              step(
                  () ->
                      plate(
                          subsampled(5),
                          i -> {
                            taken[0] = Tensor.of(i.toLongs());
                            sample("z", normal());
                            assertThat(i.toLongs()).containsExactly(taken[1].toLongs());
                          }),
                  () ->
                      plate(
                          subsampled(5),
                          i -> {
                            taken[1] = i;
                            sample("z", normal());
                          }),
                  TraceELBO.create()))
          .isFinite();
    }
  }

  @Test
  void aFactorMayStandInTheGuide() {
    assertFits(
        () -> observe("x", normal(), Tensor.scalar(1)), () -> factor("f", Tensor.scalar(0.5)));
  }

  @Test
  void discreteDrawsHaveNoPath() {
    Runnable model = () -> sample("b", Bernoulli.of(0.5));
    Runnable guide = () -> sample("b", Bernoulli.of(param("p", 0.3)));
    Objectives.all()
        .forEach(
            (name, elbo) -> {
              if (PATHWISE_ONLY.contains(name)) {
                assertThatThrownBy(() -> step(model, guide, elbo))
                    .isInstanceOf(SiteException.class)
                    .hasMessageContaining("Site 'b'")
                    .hasMessageContaining("its draws carry no gradient");
              } else {
                assertThat(step(model, guide, elbo)).as(name).isFinite();
              }
            });
  }
}
