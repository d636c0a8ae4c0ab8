package dev.jyro.handler;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Frame;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.ppl.Interpreter;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The handlers that decide who sees a site, and under what name: block, scope, hint, and any. */
final class VisibilityTest {
  private static final Tensor NONE = Tensor.constant(0, DataType.FLOAT32);

  private final Tensor two = Tensor.scalar(2);
  private final Model<Tensor> model =
      y -> {
        Tensor p = param("p", 1);
        Tensor z = sample("z", Normal.of(p, 1));
        plate("rows", 2, () -> observe("y", Normal.of(z, 1), y));
      };

  private static Trace trace(Model<Tensor> program) {
    return Trace.of(program, NONE);
  }

  private Model<Tensor> kept(Model<Tensor> program) {
    return Handlers.substitute(program, Map.of("p", two));
  }

  private static Predicate<Effect> named(String... names) {
    return effect -> Set.of(names).contains(effect.name());
  }

  @Nested
  final class Block {
    @Test
    void hidesAllButParameters() {
      assertThat(trace(kept(Handlers.block(model))).sites().map(Site::name)).containsExactly("p");
    }

    @Test
    void hidesWhatIsNamed() {
      Trace trace = trace(kept(Handlers.block(model, named("z"))));
      assertThat(trace.sites().map(Site::name)).containsExactly("p", "rows", "y");
    }

    @Test
    void exposesWhatIsNamedTheOtherWayRound() {
      Trace trace = trace(kept(Handlers.block(model, named("z", "p").negate())));
      assertThat(trace.sites().map(Site::name)).containsExactly("p", "z");
    }

    @Test
    void hidesDataByItsKind() {
      Trace trace = trace(kept(Handlers.block(model, effect -> effect.kind().equals("observe"))));
      assertThat(trace.sites().map(Site::name)).containsExactly("p", "z", "rows");
    }

    @Test
    void answersAsIfThereWereNoHandlers() {
      List<Tensor> drawn = new ArrayList<>();
      Model<Tensor> blocked = Handlers.block(y -> drawn.add(sample("z", Normal.of(0, 1))));
      Handlers.condition(blocked, Map.of("z", two)).run(NONE);
      assertThat(drawn.get(0)).isNotSameAs(two);
    }

    @Test
    void leavesHandlersInsideAtWork() {
      List<Tensor> drawn = new ArrayList<>();
      Model<Tensor> reading = y -> drawn.add(sample("z", Normal.of(0, 1)));
      Handlers.block(Handlers.condition(reading, Map.of("z", two))).run(NONE);
      assertThat(drawn).containsExactly(two);
    }

    @Test
    void hidesFromPlatesToo() {
      List<Tensor> drawn = new ArrayList<>();
      Model<Tensor> hidden = Handlers.block(y -> drawn.add(sample("z", Normal.of(0, 1))));
      plate("outside", 5, () -> hidden.run(NONE));
      assertThat(drawn.get(0).dim()).isZero();
    }

    @Test
    void drawsFromTheSeedWhereverThatStands() {
      List<Double> drawn = new ArrayList<>();
      Model<Tensor> reading = y -> drawn.add(sample("z", Normal.of(0, 1)).item());
      Handlers.seed(Handlers.block(reading), 3).run(NONE);
      Handlers.block(Handlers.seed(reading, 3)).run(NONE);
      Handlers.seed(reading, 3).run(NONE);
      assertThat(Set.copyOf(drawn)).hasSize(1);
    }

    @Test
    void leavesAHiddenParameterWithoutAKeeper() {
      assertThatThrownBy(() -> kept(Handlers.block(model, effect -> true)).run(NONE))
          .hasMessageStartingWith("Site 'p': a parameter was asked for and nobody keeps");
    }

    @Test
    void hidesAParameterThatIsGivenInside() {
      assertThat(trace(Handlers.block(kept(model), effect -> true)).sites()).isEmpty();
    }
  }

  @Nested
  final class Scope {
    @Test
    void putsThePrefixInFront() {
      Trace trace = trace(Handlers.scope(kept(model), "a"));
      assertThat(trace.sites().map(Site::name)).containsExactly("a/p", "a/z", "a/rows", "a/y");
    }

    @Test
    void nests() {
      Trace trace = trace(Handlers.scope(Handlers.scope(kept(model), "a"), "b"));
      assertThat(trace.find("b/a/z")).isNotEmpty();
    }

    @Test
    void isSeenByHandlersOutsideOnly() {
      Model<Tensor> scoped = Handlers.scope(kept(model), "a");
      assertThat(trace(Handlers.condition(scoped, Map.of("a/z", two))).value("a/z")).isSameAs(two);
    }

    @Test
    void letsOneProgramRunTwice() {
      Trace trace =
          trace(
              y -> {
                Handlers.scope(kept(model), "a").run(y);
                Handlers.scope(kept(model), "b").run(y);
              });
      assertThat(trace.sites()).hasSize(8);
    }

    @Test
    void namesThePlatesOfItsSites() {
      Trace trace = trace(Handlers.scope(kept(model), "a"));
      assertThat(trace.get("a/y").setting().plates().map(Frame::name)).containsExactly("a/rows");
    }

    @Test
    void letsAPlateOpenInsideOneOfItsName() {
      Trace trace = trace(y -> plate("rows", 3, () -> Handlers.scope(kept(model), "a").run(y)));
      assertThat(trace.get("a/y").setting().plates().map(Frame::name))
          .containsExactly("rows", "a/rows");
    }

    @Test
    void drawsTheSameWhereverTheSeedStands() {
      double inside = trace(Handlers.scope(Handlers.seed(kept(model), 3), "a")).value("a/z").item();
      double outside =
          trace(Handlers.seed(Handlers.scope(kept(model), "a"), 3)).value("a/z").item();
      assertThat(inside).isEqualTo(outside);
    }
  }

  @Nested
  final class AHint {
    private final Hint<String> colour = new Hint<>("colour", String.class);

    @Test
    void isOnTheSitesThatSatisfyTheCondition() {
      Trace trace = trace(Handlers.hint(kept(model), named("z"), colour, "red"));
      assertThat(trace.get("z").setting().hint(colour)).contains("red");
      assertThat(trace.get("y").setting().hint(colour)).isEmpty();
    }

    @Test
    void isReplacedByAnOuterOne() {
      Model<Tensor> inner = Handlers.hint(kept(model), named("z"), colour, "red");
      Trace trace = trace(Handlers.hint(inner, named("z", "y"), colour, "blue"));
      assertThat(trace.get("z").setting().hint(colour)).contains("blue");
      assertThat(trace.get("y").setting().hint(colour)).contains("blue");
    }
  }

  @Nested
  final class AHandlerOfOnesOwn {
    @Test
    void givesItsBodysValue() {
      Tensor value =
          Handlers.under(
              (effect, outer) -> outer.ask(effect).answering(two),
              () -> sample("z", Normal.of(0, 1)));
      assertThat(value).isSameAs(two);
    }

    @Test
    void goesAroundAModel() {
      Model<Tensor> observing =
          Handlers.with(
              (effect, outer) ->
                  outer.ask(effect instanceof Sample sample ? sample.observing(two) : effect),
              kept(model));
      assertThat(trace(observing).latents()).isEmpty();
    }

    @Test
    void isMadeAnewForEachRunIfItRemembers() {
      List<Object> made = new ArrayList<>();
      Model<Tensor> each =
          Handlers.each(
              () -> {
                made.add("one");
                return (effect, outer) -> outer.ask(effect);
              },
              kept(model));
      each.run(NONE);
      each.run(NONE);
      assertThat(made).hasSize(2);
    }

    @Test
    void standsOutsideTheModelsPlates() {
      List<Integer> depths = new ArrayList<>();
      Model<Tensor> deep = y -> plate("p", 2, () -> depths.add(Interpreter.depth()));
      Handlers.with((effect, outer) -> outer.ask(effect), deep).run(NONE);
      assertThat(depths).containsExactly(2);
    }
  }
}
