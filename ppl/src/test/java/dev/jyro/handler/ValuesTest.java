package dev.jyro.handler;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Site;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The handlers that decide values: substitute, intervene, seed. */
final class ValuesTest {
  private static final Tensor NONE = Tensor.constant(0, DataType.FLOAT32);

  private final Tensor two = Tensor.scalar(2);
  private final Tensor three = Tensor.scalar(3);

  private static Trace trace(Model<Tensor> program) {
    return Trace.of(program, NONE);
  }

  @Nested
  final class Substitute {
    private final Model<Tensor> model =
        y -> {
          Tensor p = param("p", 1);
          sample("z", Normal.of(p, 1));
          plate("rows", 10, 2, rows -> observe("y", Normal.of(0, 1), y));
          deterministic("d", y);
        };
    private final Model<Tensor> kept = Handlers.substitute(model, Map.of("p", two));

    @Test
    void givesAParameterItsValue() {
      Trace trace = trace(kept);
      assertThat(trace.value("p")).isSameAs(two);
      assertThat(trace.get("p").kind()).isEqualTo("param");
    }

    @Test
    void givesALatentSiteItsValueAndLeavesItLatent() {
      Site z = trace(Handlers.substitute(kept, Map.of("z", three))).get("z");
      assertThat(z.value()).isSameAs(three);
      assertThat(z.isLatent()).isTrue();
    }

    @Test
    void givesAPlateItsIndices() {
      Trace trace = trace(Handlers.substitute(kept, Map.of("rows", Tensor.of(8L, 9L))));
      assertThat(trace.value("rows").toLongs()).containsExactly(8, 9);
    }

    @Test
    void hasTheOutermostValue() {
      assertThat(trace(Handlers.substitute(kept, Map.of("p", three))).value("p")).isSameAs(three);
    }

    @Test
    void leavesDataAloneAndSaysSo() {
      Model<Tensor> wrong = Handlers.substitute(kept, Map.of("y", three));
      List<String> warnings =
          Warnings.during(() -> assertThat(trace(wrong).value("y")).isSameAs(NONE));
      assertThat(warnings)
          .singleElement()
          .asString()
          .contains("substitute was given a value for [y]")
          .contains("y (observe)");
    }

    @Test
    void leavesComputedValuesAloneAndSaysSo() {
      Model<Tensor> wrong = Handlers.substitute(kept, Map.of("d", three));
      List<String> warnings =
          Warnings.during(() -> assertThat(trace(wrong).value("d")).isSameAs(NONE));
      assertThat(warnings).singleElement().asString().contains("d (deterministic)");
    }

    @Test
    void saysWhichNamesDidNotComeUp() {
      Model<Tensor> wrong = Handlers.substitute(kept, Map.of("q", two, "r", two));
      assertThat(Warnings.during(() -> wrong.run(NONE)))
          .singleElement()
          .asString()
          .contains("[q, r]");
    }
  }

  @Nested
  final class Intervene {
    private final Model<Tensor> model =
        y -> {
          Tensor z = sample("z", Normal.of(0, 1));
          sample("x", Normal.of(z, 1e-6));
        };
    private final Model<Tensor> done = Handlers.intervene(model, Map.of("z", Tensor.scalar(100)));

    @Test
    void leavesTheSiteItself() {
      Trace before = trace(Handlers.seed(model, 1));
      Trace after = trace(Handlers.seed(done, 1));
      assertThat(after.value("z").item()).isEqualTo(before.value("z").item());
      assertThat(after.get("z").isLatent()).isTrue();
    }

    @Test
    void changesWhatFollows() {
      assertThat(trace(done).value("x").item()).isBetween(99.0, 101.0);
    }

    @Test
    void leavesDataAsDataAndChangesWhatFollows() {
      Trace trace = trace(Handlers.condition(done, Map.of("z", two)));
      assertThat(trace.value("z")).isSameAs(two);
      assertThat(trace.value("x").item()).isBetween(99.0, 101.0);
    }

    @Test
    void isSeenByARecordingInsideIt() {
      List<Trace> inside = new ArrayList<>();
      Handlers.intervene(y -> inside.add(trace(model)), Map.of("z", three)).run(NONE);
      assertThat(inside.get(0).value("z")).isSameAs(three);
    }

    @Test
    void saysWhichNamesDidNotComeUp() {
      Model<Tensor> wrong = Handlers.intervene(model, Map.of("q", two));
      assertThat(Warnings.during(() -> wrong.run(NONE)))
          .singleElement()
          .asString()
          .contains("intervene was given a value for [q]");
    }
  }

  @Nested
  final class Seed {
    private final Model<Tensor> model =
        y -> {
          sample("a", Normal.standard(3).toEvent(1));
          sample("b", Normal.of(0, 1));
        };

    private double[] a(Model<Tensor> program) {
      return trace(program).value("a").toDoubles();
    }

    @Test
    void decidesTheDraws() {
      assertThat(a(Handlers.seed(model, 7))).containsExactly(a(Handlers.seed(model, 7)));
      assertThat(a(Handlers.seed(model, 7))).isNotEqualTo(a(Handlers.seed(model, 8)));
    }

    @Test
    void startsAnewWithEachRun() {
      Model<Tensor> seeded = Handlers.seed(model, 7);
      assertThat(a(seeded)).containsExactly(a(seeded));
    }

    @Test
    void isTheInnermostOne() {
      assertThat(a(Handlers.seed(Handlers.seed(model, 7), 8)))
          .containsExactly(a(Handlers.seed(model, 7)));
    }

    @Test
    void doesNotMindOtherSites() {
      Model<Tensor> shorter = y -> sample("a", Normal.standard(3).toEvent(1));
      assertThat(a(Handlers.seed(shorter, 7))).containsExactly(a(Handlers.seed(model, 7)));
    }

    @Test
    void givesTwoSitesTwoDraws() {
      Trace trace = trace(Handlers.seed(model, 7));
      assertThat(trace.value("a").toDoubles()).doesNotContain(trace.value("b").item());
    }

    @Test
    void drawsAnewWhenANameComesUpAgain() {
      List<Double> draws = new ArrayList<>();
      Model<Tensor> twice =
          y -> {
            draws.add(sample("z", Normal.of(0, 1)).item());
            draws.add(sample("z", Normal.of(0, 1)).item());
          };
      Handlers.seed(twice, 7).run(NONE);
      Handlers.seed(twice, 7).run(NONE);
      assertThat(draws.get(0)).isNotEqualTo(draws.get(1));
      assertThat(draws.subList(2, 4)).isEqualTo(draws.subList(0, 2));
    }

    @Test
    void isSeenByTheHandlersOutside() {
      List<Boolean> seeded = new ArrayList<>();
      Handler noting =
          (effect, outer) -> {
            seeded.add(effect.setting().noise().isDefined());
            return outer.ask(effect);
          };
      Handlers.with(noting, Handlers.seed(model, 7)).run(NONE);
      Handlers.with(noting, model).run(NONE);
      assertThat(seeded).containsExactly(true, true, false, false);
    }
  }
}
