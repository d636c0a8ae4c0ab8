package dev.jyro.ppl;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlateTest {
  private static final String ANY = "";

  private static Trace trace(Runnable body) {
    return Trace.of(data -> body.run(), ANY);
  }

  private static Normal normal() {
    return Normal.of(0, 1);
  }

  private static List<String> plates(Site site) {
    return site.setting().plates().map(Frame::toString).toJavaList();
  }

  @Nested
  final class ASiteInAPlate {
    @Test
    void drawsAValueForEachRepetition() {
      Trace trace = trace(() -> plate("p", 5, () -> sample("z", normal())));
      assertThat(trace.value("z").shape()).isEqualTo(new Shape(5));
      assertThat(trace.value("z").toDoubles()).doesNotHaveDuplicates();
    }

    @Test
    void hasADensityForEachRepetition() {
      Trace trace = trace(() -> plate("p", 5, () -> sample("z", normal())));
      assertThat(trace.get("z").logProb().shape()).isEqualTo(new Shape(5));
    }

    @Test
    void keepsItsEvent() {
      Trace trace = trace(() -> plate("p", 5, () -> sample("z", Normal.standard(3).toEvent(1))));
      assertThat(trace.value("z").shape()).isEqualTo(new Shape(5, 3));
      assertThat(trace.get("z").logProb().shape()).isEqualTo(new Shape(5));
    }

    @Test
    void carriesNoGradientIfItsDistributionDoesNot() {
      Trace trace = trace(() -> plate("p", 5, () -> sample("z", normal().notReparameterized())));
      assertThat(trace.get("z").sample().distribution().isReparameterized()).isFalse();
    }

    @Test
    void mayHaveTheBatchAlready() {
      Trace trace = trace(() -> plate("p", 5, () -> sample("z", Normal.standard(5))));
      assertThat(trace.value("z").shape()).isEqualTo(new Shape(5));
    }

    @Test
    void mayHaveASizeOfOneThatStretches() {
      Trace trace = trace(() -> plate("p", 5, () -> sample("z", Normal.standard(1))));
      assertThat(trace.value("z").shape()).isEqualTo(new Shape(5));
    }

    @Test
    void isStretchedWhenObservedToo() {
      Trace trace = trace(() -> plate("p", 5, () -> observe("y", normal(), Tensor.scalar(0))));
      assertThat(trace.get("y").logProb().shape()).isEqualTo(new Shape(5));
    }

    @Test
    void thatHasAnotherBatchIsRefused() {
      assertThatThrownBy(
              () ->
                  trace(
                      () -> {
                        sample("w", normal());
                        plate("rows", 5, () -> sample("z", Normal.standard(4, 3)));
                      }))
          .isInstanceOf(SiteException.class)
          .hasMessage(
              """
              Site 'z': its batch has size 3 at dimension -1, and plate 'rows' has size 5 there.
                distribution  Normal, batch (4, 3), event ()
                plates        rows[dim -1, size 5]
              Fix one of: give the parameters size 5 or 1 at dimension -1; give the plate another dim; make the dimension part of the event with toEvent(n).
              Sites so far:
                w     sample  batch ()   event ()
                rows  plate   value (5)""");
    }

    @Test
    void thatHasTooLargeABatchForAPlateOfOneIsRefused() {
      assertThatThrownBy(() -> plate("p", 1, () -> sample("z", Normal.standard(4))))
          .hasMessageContaining("size 4 at dimension -1, and plate 'p' has size 1");
    }
  }

  @Nested
  final class ThePlate {
    @Test
    void givesWhatItsBodyGives() {
      Tensor z = plate("p", 5, () -> sample("z", normal()));
      assertThat(z.shape()).isEqualTo(new Shape(5));
    }

    @Test
    void isASiteWithItsIndices() {
      Trace trace = trace(() -> plate("p", 3, () -> {}));
      assertThat(trace.get("p").kind()).isEqualTo("plate");
      assertThat(trace.value("p").toLongs()).containsExactly(0, 1, 2);
    }

    @Test
    void mayBeOpenedAgain() {
      Trace trace =
          trace(
              () -> {
                Tensor mean = plate("groups", 4, () -> sample("mean", normal()));
                plate("groups", 4, () -> sample("spread", Normal.of(mean, 1)));
              });
      assertThat(trace.sites().map(Site::name)).containsExactly("groups", "mean", "spread");
    }

    @Test
    void mayBeOpenedAgainOnTheIndicesOfTheFirstTime() {
      List<Tensor> first = new ArrayList<>();
      Trace trace =
          trace(
              () -> {
                plate("p", 100, 3, first::add);
                plate(Plate.of("p", 100).subsample(first.get(0)), i -> sample("z", normal()));
              });
      assertThat(trace.value("z").shape()).isEqualTo(new Shape(3));
      assertThat(trace.get("z").setting().scale()).isEqualTo(100.0 / 3);
    }

    @Test
    void mayNotBeOpenedAgainOnOtherIndices() {
      assertThatThrownBy(
              () ->
                  trace(
                      () -> {
                        plate(Plate.of("p", 9).subsample(Tensor.of(1L, 2L)), i -> {});
                        plate(Plate.of("p", 9).subsample(Tensor.of(1L, 3L)), i -> {});
                      }))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'p': the plate is opened again, on other indices")
          .hasMessageContaining("Plate.of(name, size).subsample(indices)");
    }

    @Test
    void mayNotBeOpenedAgainWithAnotherSize() {
      assertThatThrownBy(
              () ->
                  trace(
                      () -> {
                        plate("p", 3, () -> {});
                        plate(Plate.of("p", 9).subsample(Tensor.of(0L, 1L, 2L)), i -> {});
                      }))
          .hasMessageStartingWith("Site 'p': the plate is opened again");
    }

    @Test
    void mayNotBeOpenInItself() {
      assertThatThrownBy(() -> plate("p", 3, () -> plate("p", 3, () -> {})))
          .isInstanceOf(JyroException.class)
          .hasMessage(
              "Plate 'p' is open already, in p[dim -1, size 3]. Needed: another name for the inner one.");
    }

    @Test
    void marksNoParameter() {
      Model<String> model =
          data ->
              plate(
                  "p",
                  10,
                  2,
                  i -> assertThat(Primitives.param("a", 1).shape()).isEqualTo(new Shape()));
      Trace trace = Trace.of(Handlers.substitute(model, Map.of("a", Tensor.scalar(1))), ANY);
      assertThat(trace.get("a").setting().plates()).isEmpty();
    }

    @Test
    void needsARepetition() {
      assertThatThrownBy(() -> plate("p", 0, () -> {}))
          .hasMessage("Plate 'p': size 0. Needed: at least 1.");
    }

    @Test
    void needsANonEmptySubsample() {
      assertThatThrownBy(() -> plate("p", 5, 0, i -> {}))
          .hasMessage("Plate 'p': subsample of 0. Needed: at least 1.");
    }

    @Test
    void needsANegativeDimension() {
      assertThatThrownBy(() -> Plate.of("p", 5).dim(0))
          .hasMessage(
              "Plate 'p': dim 0. Needed: less than 0; dimensions are counted from the right, -1 is the last.");
    }
  }

  @Nested
  final class NestedPlates {
    @Test
    void takeDimensionsFromTheRight() {
      Trace trace =
          trace(() -> plate("outer", 3, () -> plate("inner", 2, () -> sample("z", normal()))));
      assertThat(trace.value("z").shape()).isEqualTo(new Shape(2, 3));
      assertThat(plates(trace.get("z")))
          .containsExactly("outer[dim -1, size 3]", "inner[dim -2, size 2]");
    }

    @Test
    void freeTheirDimensionWhenTheyClose() {
      Trace trace =
          trace(
              () ->
                  plate(
                      "outer",
                      3,
                      () -> {
                        plate("a", 2, () -> sample("x", normal()));
                        plate("b", 4, () -> sample("y", normal()));
                      }));
      assertThat(trace.value("x").shape()).isEqualTo(new Shape(2, 3));
      assertThat(trace.value("y").shape()).isEqualTo(new Shape(4, 3));
    }

    @Test
    void leaveOutTakenDimensions() {
      Trace trace =
          trace(
              () ->
                  plate(
                      Plate.of("outer", 3).dim(-2),
                      i ->
                          plate(
                              "middle", 2, () -> plate("inner", 4, () -> sample("z", normal())))));
      assertThat(trace.value("z").shape()).isEqualTo(new Shape(4, 3, 2));
    }

    @Test
    void haveTheDimensionsThatTheyAreGiven() {
      Trace trace = trace(() -> plate(Plate.of("p", 3).dim(-3), i -> sample("z", normal())));
      assertThat(trace.value("z").shape()).isEqualTo(new Shape(3, 1, 1));
      assertThat(trace.get("z").logProb().shape()).isEqualTo(new Shape(3, 1, 1));
    }

    @Test
    void mayNotShareADimension() {
      assertThatThrownBy(() -> plate("a", 3, () -> plate(Plate.of("b", 3).dim(-1), i -> {})))
          .hasMessage(
              "Plates 'a' and 'b' both take dimension -1. Fix: give one of them another dim, or leave the choice to Jyro.");
    }

    @Test
    void multiplyTheirScales() {
      Trace trace =
          trace(() -> plate("a", 8, 2, i -> plate("b", 6, 3, j -> sample("z", normal()))));
      assertThat(trace.get("z").setting().scale()).isEqualTo(8);
    }

    @ParameterizedTest(name = "{0} of 2 in {1} of 2: scale {2}")
    @CsvSource({"1, 1, 4", "1, 2, 2", "2, 1, 2", "2, 2, 1"})
    void multiplyTheirScalesForAnySubsamples(long outer, long inner, double scale) {
      Trace trace =
          trace(() -> plate("a", 2, outer, i -> plate("b", 2, inner, j -> sample("z", normal()))));
      assertThat(trace.get("z").setting().scale()).isEqualTo(scale);
    }

    @Test
    void drawForEachPairOfRepetitions() {
      Trace trace = trace(() -> plate("a", 3, () -> plate("b", 2, () -> sample("z", normal()))));
      assertThat(trace.value("z").toDoubles()).doesNotHaveDuplicates();
    }

    @Test
    void letOuterValuesBroadcastInside() {
      Trace trace =
          trace(
              () -> {
                Tensor z =
                    plate("a", 3, () -> sample("z", Normal.of(Tensor.of(10f, 20f, 30f), 1e-3)));
                plate("a", 3, () -> plate("b", 2, () -> sample("x", Normal.of(z, 1e-3))));
              });
      assertThat(trace.value("x").round().toDoubles()).containsExactly(10, 20, 30, 10, 20, 30);
    }
  }

  @Nested
  final class ASubsample {
    @Test
    void hasAsManyIndicesAsWanted() {
      Trace trace = trace(() -> plate("p", 20, 5, i -> sample("z", normal())));
      assertThat(trace.value("p").toLongs()).hasSize(5).doesNotHaveDuplicates();
      assertThat(Arrays.stream(trace.value("p").toLongs())).allMatch(i -> i >= 0 && i < 20);
      assertThat(trace.value("z").shape()).isEqualTo(new Shape(5));
    }

    @Test
    void isGivenToTheBody() {
      List<Tensor> given = new ArrayList<>();
      Trace trace = trace(() -> plate("p", 20, 5, given::add));
      assertThat(given).containsExactly(trace.value("p"));
    }

    @Test
    void countsForAll() {
      Trace trace = trace(() -> plate("p", 20, 5, i -> sample("z", normal())));
      assertThat(trace.get("z").setting().scale()).isEqualTo(4);
      assertThat(trace.get("z").logProb().toDoubles())
          .containsExactly(trace.get("z").unscaledLogProb().mul(4).toDoubles());
    }

    @Test
    void isDecidedByTheSeed() {
      Model<String> model = data -> plate("p", 1000, 5, i -> {});
      long[] first = Trace.of(Handlers.seed(model, 1), ANY).value("p").toLongs();
      assertThat(Trace.of(Handlers.seed(model, 1), ANY).value("p").toLongs())
          .containsExactly(first);
      assertThat(Trace.of(Handlers.seed(model, 2), ANY).value("p").toLongs()).isNotEqualTo(first);
    }

    @Test
    void takesEachIndexEquallyOften() {
      int runs = 4000;
      double[] counts = new double[10];
      Model<String> model =
          data ->
              plate(
                  "p",
                  10,
                  3,
                  indices -> {
                    for (long i : indices.toLongs()) {
                      counts[(int) i]++;
                    }
                  });
      for (int i = 0; i < runs; i++) {
        Handlers.seed(model, i).run(ANY);
      }
      double expected = runs * 3 / 10.0;
      double fiveSigma = 5 * Math.sqrt(runs * 0.3 * 0.7);
      assertThat(Arrays.stream(counts)).allMatch(count -> Math.abs(count - expected) < fiveSigma);
    }

    @Test
    void ofAllIsAllInOrder() {
      Trace trace = trace(() -> plate("p", 4, 9, i -> sample("z", normal())));
      assertThat(trace.value("p").toLongs()).containsExactly(0, 1, 2, 3);
      assertThat(trace.get("z").setting().scale()).isEqualTo(1);
    }

    @Test
    void mayBeChosenByTheCaller() {
      List<long[]> given = new ArrayList<>();
      Trace trace =
          trace(
              () ->
                  plate(
                      Plate.of("p", 8).subsample(Tensor.of(1L, 3L, 5L, 7L)),
                      i -> {
                        given.add(i.toLongs());
                        sample("z", normal());
                      }));
      assertThat(given.get(0)).containsExactly(1, 3, 5, 7);
      assertThat(trace.get("z").setting().scale()).isEqualTo(2);
    }

    @Test
    void thatTheCallerChoosesIsAVectorOfWholeNumbers() {
      assertThatThrownBy(() -> Plate.of("p", 8).subsample(Tensor.of(1f, 2f)))
          .hasMessageStartingWith("Plate 'p': indices of shape (2) and type float32. Needed:");
      assertThatThrownBy(() -> Plate.of("p", 8).subsample(Tensor.of(1L, 2L).reshape(2, 1)))
          .hasMessageStartingWith("Plate 'p': indices of shape (2, 1) and type int64. Needed:");
    }
  }
}
