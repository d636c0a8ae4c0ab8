package dev.jyro.handler;

import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Site;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LiftTest {
  private static final Tensor NONE = Tensor.constant(0, DataType.FLOAT32);

  private final Tensor two = Tensor.scalar(2);
  private final Model<Tensor> model =
      y -> {
        Tensor a = param("a", 1);
        Tensor b = param("b", 1);
        sample("z", Normal.of(a, b));
      };

  private static Trace trace(Model<Tensor> program) {
    return Trace.of(program, NONE);
  }

  @Test
  void makesAParameterALatentSite() {
    Model<Tensor> lifted =
        Handlers.lift(model, Map.of("a", Normal.of(50, 1e-3), "b", Normal.of(3, 1e-3)));
    Trace trace = trace(lifted);
    assertThat(trace.latents().map(Site::name)).containsExactly("a", "b", "z");
    assertThat(trace.value("a").item()).isBetween(49.0, 51.0);
  }

  @Test
  void leavesParametersWithoutAPrior() {
    Model<Tensor> lifted = Handlers.lift(model, Map.of("a", Normal.of(0, 1)));
    Trace trace = trace(Handlers.substitute(lifted, Map.of("b", two)));
    assertThat(trace.get("b").kind()).isEqualTo("param");
    assertThat(trace.get("a").kind()).isEqualTo("sample");
  }

  @Test
  void asksAFunctionForThePrior() {
    Model<Tensor> lifted =
        Handlers.lift(
            model, param -> param.name().equals("b") ? Option.none() : Option.of(Normal.of(0, 1)));
    assertThatThrownBy(() -> trace(lifted)).hasMessageStartingWith("Site 'b': a parameter was");
  }

  @Test
  void drawsAParameterOnceARun() {
    List<Tensor> values = new ArrayList<>();
    Model<Tensor> twice =
        y -> {
          values.add(param("a", 1));
          values.add(param("a"));
        };
    Model<Tensor> lifted = Handlers.lift(twice, Map.of("a", Normal.of(0, 1)));
    assertThat(trace(lifted).sites()).hasSize(1);
    assertThat(values.get(0)).isSameAs(values.get(1));
    trace(lifted);
    assertThat(values.get(2).item()).isNotEqualTo(values.get(0).item());
  }

  @Test
  void isDecidedByTheSeed() {
    Model<Tensor> lifted = Handlers.lift(model, param -> Option.of(Normal.of(3, 0.1)));
    double first = trace(Handlers.seed(lifted, 1)).value("a").item();
    assertThat(trace(Handlers.seed(lifted, 1)).value("a").item()).isEqualTo(first);
  }

  @Test
  void canBeConditionedOnAndReplayed() {
    Model<Tensor> lifted = Handlers.lift(model, param -> Option.of(Normal.of(3, 0.1)));
    assertThat(trace(Handlers.condition(lifted, Map.of("a", two))).get("a").isObserved()).isTrue();
    Trace earlier = trace(lifted);
    assertThat(trace(Handlers.replay(lifted, earlier)).value("b")).isSameAs(earlier.value("b"));
  }

  @Test
  void leavesParametersThatHaveAValueAlready() {
    Model<Tensor> given = Handlers.substitute(model, Map.of("a", two, "b", two));
    Trace trace = trace(Handlers.lift(given, param -> Option.of(Normal.of(3, 0.1))));
    assertThat(trace.get("a").kind()).isEqualTo("param");
    assertThat(trace.value("a")).isSameAs(two);
  }

  @Test
  void givesAPlateOneDrawForAllItsRepetitions() {
    Model<Tensor> local = y -> plate("rows", 5, () -> sample("z", Normal.of(param("a", 1), 1)));
    Trace trace = trace(Handlers.lift(local, Map.of("a", Normal.of(0, 1))));
    assertThat(trace.value("a").dim()).isZero();
    assertThat(trace.get("a").setting().plates()).isEmpty();
    assertThat(trace.value("z").numel()).isEqualTo(5);
  }

  @Test
  void saysWhichNamesDidNotComeUp() {
    Model<Tensor> lifted =
        Handlers.lift(
            model, Map.of("a", Normal.of(0, 1), "b", Normal.of(3, 0.1), "c", Normal.of(0, 1)));
    assertThat(Warnings.during(() -> lifted.run(NONE)))
        .singleElement()
        .asString()
        .contains("Site 'c': lift was given a value for [c]")
        .contains("Needed: a parameter");
    assertThat(Warnings.during(() -> lifted.run(NONE))).isEmpty();
  }
}
