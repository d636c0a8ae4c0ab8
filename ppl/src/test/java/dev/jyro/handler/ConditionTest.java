package dev.jyro.handler;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.distribution.Normal;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Model;
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
