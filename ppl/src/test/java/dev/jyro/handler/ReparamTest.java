package dev.jyro.handler;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Sample;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReparamTest {
  private static final Tensor NONE = Tensor.constant(0, DataType.FLOAT32);
  private static final Tensor TEN = Tensor.scalar(10);

  private static final Reparam DOUBLED = (site, outer) -> outer.ask(half(site)).value().mul(2);

  private final Model<Tensor> model =
      data -> {
        Tensor z = sample("z", Normal.of(0, 2));
        plate("rows", 3, () -> observe("x", Normal.of(z, 1), Tensor.of(1f, 2f, 3f)));
      };
  private final Model<Tensor> halved = Handlers.reparam(model, Map.of("z", DOUBLED));

  private static Sample half(Sample site) {
    return site.named(site.name() + ".half").of(Normal.of(0, 1));
  }

  private static Trace trace(Model<Tensor> program) {
    return Trace.of(program, NONE);
  }

  @Test
  void drawsAnAuxiliarySiteAndKeepsTheValueUnderItsName() {
    Trace trace = trace(halved);
    assertThat(trace.latents().map(Site::name)).containsExactly("z.half");
    assertThat(trace.get("z").kind()).isEqualTo("deterministic");
    assertThat(trace.value("z").item()).isEqualTo(2 * trace.value("z.half").item());
  }

  @Test
  void showsTheOldNameToARecordingInside() {
    Trace[] inside = new Trace[1];
    Handlers.reparam((Tensor data) -> inside[0] = Trace.of(model, data), Map.of("z", DOUBLED))
        .run(NONE);
    assertThat(inside[0].sites().map(Site::name)).containsExactly("z", "rows", "x");
  }

  @Test
  void leavesObservedSitesAlone() {
    Model<Tensor> given = Handlers.condition(model, Map.of("z", TEN));
    Trace trace = trace(Handlers.reparamStrictly(given, Map.of("z", DOUBLED, "x", DOUBLED)));
    assertThat(trace.observed().map(Site::name)).containsExactly("z", "x");
    assertThat(trace.latents()).isEmpty();
  }

  @Test
  void isConditionedOnTheAuxiliaryNameFromOutside() {
    Trace trace = trace(Handlers.conditionStrictly(halved, Map.of("z.half", TEN)));
    assertThat(trace.value("z").item()).isEqualTo(20);
    assertThatThrownBy(() -> trace(Handlers.conditionStrictly(halved, Map.of("z", TEN))))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("z.half (sample), z (deterministic)");
  }

  @Test
  void isReplayedByTheAuxiliaryName() {
    Trace earlier = trace(halved);
    Trace again = trace(Handlers.replay(halved, earlier));
    assertThat(again.value("z.half")).isSameAs(earlier.value("z.half"));
    assertThat(again.value("z").item()).isEqualTo(earlier.value("z").item());
  }

  @Test
  void isDecidedByTheSeedWhereverItStands() {
    double outside = trace(Handlers.seed(halved, 3)).value("z").item();
    Model<Tensor> inside = Handlers.reparam(Handlers.seed(model, 3), Map.of("z", DOUBLED));
    assertThat(trace(inside).value("z").item()).isEqualTo(outside);
  }

  @Test
  void keepsPlatesScaleAndMask() {
    Model<Tensor> inPlate =
        data -> plate("rows", 6, 3, rows -> sample("z", Normal.of(Tensor.zeros(3), 2)));
    Tensor mask = Tensor.of(true, false, true);
    Model<Tensor> changed =
        Handlers.mask(Handlers.scale(Handlers.reparam(inPlate, Map.of("z", DOUBLED)), 5), mask);
    Site auxiliary = trace(changed).get("z.half");
    assertThat(auxiliary.setting().scale()).isEqualTo(10);
    assertThat(auxiliary.setting().mask()).containsExactly(mask);
    assertThat(auxiliary.setting().plates()).singleElement().hasToString("rows[dim -1, size 3]");
  }

  @Test
  void asksAFunctionForTheChoice() {
    Model<Tensor> chosen =
        Handlers.reparam(
            model, site -> site.name().equals("z") ? Option.of(DOUBLED) : Option.none());
    assertThat(trace(chosen).latents().map(Site::name)).containsExactly("z.half");
  }

  @Test
  void nestsByAuxiliaryNames() {
    Trace trace = trace(Handlers.reparam(halved, Map.of("z.half", DOUBLED)));
    assertThat(trace.latents().map(Site::name)).containsExactly("z.half.half");
    assertThat(trace.value("z").item()).isEqualTo(4 * trace.value("z.half.half").item());
  }

  @Test
  void drawsInTheShapeOfAPlateOutside() {
    Model<Tensor> alone = data -> sample("z", Normal.of(0, 2));
    Model<Tensor> changed = Handlers.reparam(alone, Map.of("z", DOUBLED));
    Trace trace = trace(data -> plate("copies", 4, () -> changed.run(data)));
    assertThat(trace.value("z.half").shape()).isEqualTo(Shapes.of(4));
    assertThat(trace.value("z").shape()).isEqualTo(Shapes.of(4));
  }

  /** The plate has stretched the site before it is drawn in other terms. */
  @Test
  void drawsAsManyAsAPlateInsideRepeats() {
    Model<Tensor> many = data -> plate("copies", 4, () -> sample("z", Normal.of(0, 2)));
    Model<Tensor> nested = data -> plate("outer", 3, () -> many.run(data));
    assertRepeated(Handlers.reparam(many, Map.of("z", DOUBLED)), 4);
    assertRepeated(Handlers.reparam(nested, Map.of("z", DOUBLED)), 4, 3);
  }

  private static void assertRepeated(Model<Tensor> changed, long... sizes) {
    Trace trace = trace(changed);
    Site half = trace.get("z.half");
    assertThat(trace.value("z").shape()).isEqualTo(Shapes.of(sizes));
    assertThat(half.logProb().shape()).isEqualTo(Shapes.of(sizes));
    assertThat(half.value().toDoubles()).doesNotHaveDuplicates();
  }

  @Test
  void tellsOnceOfANameThatDoesNotComeUp() {
    Model<Tensor> misspelt = Handlers.reparam(model, Map.of("Z", DOUBLED));
    List<String> warnings = Warnings.during(() -> misspelt.run(NONE));
    assertThat(warnings).singleElement().asString().contains("Site 'Z': reparam was given");
    assertThat(Warnings.during(() -> misspelt.run(NONE))).isEmpty();
    assertThatThrownBy(() -> Handlers.reparamStrictly(model, Map.of("Z", DOUBLED)).run(NONE))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("z (sample), x (observe)");
  }
}
