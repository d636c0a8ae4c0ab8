package dev.jyro.handler;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sequentialPlate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.distribution.Normal;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ConditionTest {
  private final Tensor data = Tensor.of(1f, 2f);
  private final Tensor two = Tensor.scalar(2);
  private final Tensor three = Tensor.scalar(3);
  private final Model<Tensor> model =
      y -> {
        Tensor z = sample("z", Normal.of(0, 1));
        Tensor w = sample("w", Normal.of(z, 1));
        plate("rows", 2, () -> observe("y", Normal.of(w, 1), y));
      };

  private Trace trace(Model<Tensor> program) {
    return Trace.of(program, data);
  }

  @Nested
  final class ASiteThatIsNamed {
    @Test
    void becomesData() {
      Site z = trace(Handlers.condition(model, Map.of("z", two))).get("z");
      assertThat(z.isObserved()).isTrue();
      assertThat(z.value()).isSameAs(two);
    }

    @Test
    void isWhatTheProgramGoesOnWith() {
      Model<Tensor> reading = y -> assertThat(sample("z", Normal.of(0, 1))).isSameAs(two);
      Handlers.condition(reading, Map.of("z", two)).run(data);
    }

    @Test
    void leavesTheOthersLatent() {
      Trace trace = trace(Handlers.condition(model, Map.of("z", two)));
      assertThat(trace.latents().map(Site::name)).containsExactly("w");
    }

    @Test
    void getsOtherDataIfItWasData() {
      Tensor other = Tensor.of(5f, 6f);
      assertThat(trace(Handlers.condition(model, Map.of("y", other))).value("y")).isSameAs(other);
    }

    @Test
    void hasTheValueOfTheOutermostCondition() {
      Model<Tensor> twice =
          Handlers.condition(Handlers.condition(model, Map.of("z", two)), Map.of("z", three));
      assertThat(trace(twice).value("z")).isSameAs(three);
    }

    @Test
    void isStillStretchedByItsPlates() {
      Model<Tensor> local = y -> plate("rows", 2, () -> sample("x", Normal.of(0, 1)));
      Trace trace = trace(Handlers.condition(local, Map.of("x", two)));
      assertThat(trace.get("x").logProb().numel()).isEqualTo(2);
    }
  }

  @Nested
  final class ATrace {
    @Test
    void givesTheValuesOfItsSampleSites() {
      Trace earlier = trace(model);
      Trace again = trace(Handlers.condition(model, earlier));
      assertThat(again.latents()).isEmpty();
      assertThat(again.value("w")).isSameAs(earlier.value("w"));
      assertThat(again.value("y")).isSameAs(data);
    }

    /** A subsample in a plate, one in a subsample, and one by itself; a sequential one. */
    private final Model<Tensor> subsampled =
        y -> {
          Tensor w = sample("w", Normal.of(0, 1));
          Tensor table = Tensor.linspace(0, 1, 60 * 40).reshape(60, 40);
          plate(
              "outer",
              60,
              7,
              rows -> {
                Tensor some = table.indexSelect(0, rows);
                plate("all", 40, () -> sample("a", Normal.of(some.transpose(0, 1).mul(w), 1)));
                plate(
                    "inner",
                    40,
                    5,
                    columns -> {
                      Tensor few = some.indexSelect(1, columns).transpose(0, 1);
                      sample("b", Normal.of(few.mul(w), 1));
                      observe("y", Normal.of(few.sub(w), 1), few.mul(3));
                    });
              });
          plate(
              "alone",
              60,
              3,
              rows -> sample("c", Normal.of(table.select(1, 0).indexSelect(0, rows), 1)));
          sequentialPlate(
              Plate.of("turns", 30).subsample(2),
              turn -> sample("t" + turn, Normal.of((double) turn, 1)));
        };

    @Test
    void givesTheIndicesOfItsSubsamples() {
      Trace earlier = Trace.of(Handlers.seed(subsampled, 1), data);
      Trace again = Trace.of(Handlers.seed(Handlers.condition(subsampled, earlier), 2), data);
      for (String plate : List.of("outer", "inner", "alone", "turns")) {
        assertThat(again.value(plate)).isSameAs(earlier.value(plate));
      }
      assertThat(again.latents()).isEmpty();
      assertThat(again.logDensity().item()).isEqualTo(earlier.logDensity().item());
    }

    @Test
    void givesAPlateOfAllItsSubsampleToo() {
      Trace earlier = trace(y -> plate("rows", 20, 2, rows -> {}));
      Trace again = trace(Handlers.condition(y -> plate("rows", 20, () -> {}), earlier));
      assertThat(again.value("rows")).isSameAs(earlier.value("rows"));
    }

    @Test
    void givesItsIndicesInsteadOfTheCallers() {
      Trace earlier = trace(rowsOf9(3, 5));
      Trace again = trace(Handlers.condition(rowsOf9(1, 2), earlier));
      assertThat(again.value("rows").toLongs()).containsExactly(3, 5);
    }

    private static Model<Tensor> rowsOf9(long... indices) {
      return y -> plate(Plate.of("rows", 9).subsample(Tensor.of(indices)), rows -> {});
    }

    @Test
    void needsSubsamplesOfPlatesOfOneSize() {
      Trace earlier = trace(y -> plate("rows", 20, 2, rows -> {}));
      Model<Tensor> other = Handlers.condition(y -> plate("rows", 30, 2, rows -> {}), earlier);
      assertThatThrownBy(() -> other.run(data))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith(
              "Site 'rows': condition: the plate has 30 repetitions here and 20 in the trace.");
    }

    @Test
    void leavesAPlateOfAllThatHasGrown() {
      Trace earlier = trace(turns(3));
      Trace again = trace(Handlers.condition(turns(5), earlier));
      assertThat(again.observed().map(Site::name)).containsExactly("t0", "t1", "t2");
      assertThat(again.latents().map(Site::name)).containsExactly("t3", "t4");
    }

    private static Model<Tensor> turns(long count) {
      return y ->
          sequentialPlate(Plate.of("turns", count), turn -> sample("t" + turn, Normal.of(0, 1)));
    }
  }

  @Nested
  final class ANameThatDoesNotComeUp {
    private final Model<Tensor> misspelt = Handlers.condition(model, Map.of("Z", two));

    @Test
    void isWarnedOf() {
      assertThat(Warnings.during(() -> misspelt.run(data)))
          .singleElement()
          .asString()
          .contains("Site 'Z': condition was given a value for [Z], and there was no such site.")
          .contains("Others that came up: z (sample), w (sample), rows (plate), y (observe).")
          .contains("Fix: correct the name");
    }

    @Test
    void isWarnedOfOnceHoweverOftenTheModelRuns() {
      misspelt.run(data);
      assertThat(Warnings.during(() -> misspelt.run(data))).isEmpty();
    }

    @Test
    void isNoReasonToWarnIfTheOthersCameUp() {
      Model<Tensor> good = Handlers.condition(model, Map.of("z", two, "w", two));
      assertThat(Warnings.during(() -> good.run(data))).isEmpty();
    }

    @Test
    void isAnErrorIfOneIsStrict() {
      assertThatThrownBy(() -> Handlers.conditionStrictly(model, Map.of("Z", two)).run(data))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'Z': condition was given a value for [Z]");
    }

    @Test
    void isAnErrorWithTheTableOfSites() {
      assertThatThrownBy(() -> trace(Handlers.conditionStrictly(model, Map.of("Z", two))))
          .hasMessageContaining("Sites so far:\n  z ");
    }

    @Test
    void isNoErrorIfOneIsStrictAndItIsThere() {
      Trace trace = trace(Handlers.conditionStrictly(model, Map.of("z", two)));
      assertThat(trace.value("z")).isSameAs(two);
    }
  }

  @Nested
  final class ANameOfTheWrongKind {
    private final Model<Tensor> mixed =
        Handlers.substitute(
            y -> {
              param("p", 1);
              deterministic("d", two);
              plate("rows", 2, () -> {});
            },
            Map.of("p", two));

    @Test
    void isNotConditionedOn() {
      for (String name : List.of("p", "d", "rows")) {
        assertThatThrownBy(() -> Handlers.conditionStrictly(mixed, Map.of(name, three)).run(data))
            .hasMessageStartingWith("Site '" + name + "'")
            .hasMessageContaining("Needed: a sample site.")
            .hasMessageContaining("p (param), d (deterministic), rows (plate)");
      }
    }
  }

  @Nested
  final class Uncondition {
    @Test
    void drawsWhatWasData() {
      Site y = trace(Handlers.uncondition(model)).get("y");
      assertThat(y.isLatent()).isTrue();
      assertThat(y.value().toDoubles()).isNotEqualTo(data.toDoubles());
    }

    @Test
    void keepsTheDataAsAHint() {
      Site y = trace(Handlers.uncondition(model)).get("y");
      assertThat(y.setting().hint(Hint.WAS_OBSERVED)).contains(data);
    }

    @Test
    void undoesACondition() {
      Trace trace = trace(Handlers.uncondition(Handlers.condition(model, Map.of("z", two))));
      assertThat(trace.get("z").isLatent()).isTrue();
      assertThat(trace.value("z").item()).isNotEqualTo(2);
    }

    @Test
    void isUndoneByACondition() {
      Trace trace = trace(Handlers.condition(Handlers.uncondition(model), Map.of("z", two)));
      assertThat(trace.get("z").isObserved()).isTrue();
    }

    @Test
    void leavesReplayedSitesAlone() {
      Trace earlier = trace(model);
      Trace trace = trace(Handlers.uncondition(Handlers.replay(model, earlier)));
      assertThat(trace.value("z")).isSameAs(earlier.value("z"));
    }

    @Test
    void leavesFactorsAlone() {
      Model<Tensor> factored = y -> plate("rows", 2, () -> factor("f", two));
      Trace trace = trace(Handlers.uncondition(factored));
      assertThat(trace.latents()).isEmpty();
      assertThat(trace.logDensity().item()).isEqualTo(4);
    }
  }
}
