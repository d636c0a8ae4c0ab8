package dev.jyro.ppl;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sampleAuxiliary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Effect;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Hint;
import dev.jyro.effect.Param;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class PrimitivesTest {
  private static final String ANY = "";

  private static Site only(Runnable body) {
    return Trace.of(data -> body.run(), ANY).sites().single();
  }

  @Nested
  final class WithoutHandlers {
    @Test
    void sampleDraws() {
      assertThat(sample("z", Normal.standard(3)).shape().getShape()).containsExactly(3);
    }

    @Test
    void twoDrawsDiffer() {
      assertThat(sample("z", Normal.of(0, 1)).item())
          .isNotEqualTo(sample("z", Normal.of(0, 1)).item());
    }

    @Test
    void observeGivesTheData() {
      Tensor data = Tensor.scalar(3);
      assertThat(observe("y", Normal.of(0, 1), data)).isSameAs(data);
    }

    @Test
    void deterministicGivesTheValue() {
      Tensor value = Tensor.scalar(3);
      assertThat(deterministic("twice", value)).isSameAs(value);
    }

    @Test
    void namesMayRepeatSinceNobodyKeepsThem() {
      sample("z", Normal.of(0, 1));
      assertThat(sample("z", Normal.of(5, 1e-3)).item()).isBetween(4.9, 5.1);
    }

    @Test
    void paramSaysThatNobodyKeepsParameters() {
      assertThatThrownBy(() -> param("loc", 1))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith("Site 'loc': a parameter was asked for and nobody keeps")
          .hasMessageContaining("Fix one of: run the program through SVI")
          .hasMessageContaining("Handlers.substitute");
    }
  }

  @Nested
  final class ASampleSite {
    @Test
    void isLatent() {
      Site site = only(() -> sample("z", Normal.of(0, 1)));
      assertThat(site.isLatent()).isTrue();
      assertThat(site.kind()).isEqualTo("sample");
    }

    @Test
    void isNotAuxiliary() {
      Site site = only(() -> sample("z", Normal.of(0, 1)));
      assertThat(site.setting().hint(Hint.AUXILIARY)).isEmpty();
    }

    @Test
    void isAuxiliaryWhenTheGuideSaysSo() {
      Site site = only(() -> sampleAuxiliary("z", Normal.of(0, 1)));
      assertThat(site.isLatent()).isTrue();
      assertThat(site.setting().hint(Hint.AUXILIARY)).contains(true);
    }

    @Test
    void isDataWhenObserved() {
      Site site = only(() -> observe("y", Normal.of(0, 1), Tensor.scalar(2)));
      assertThat(site.isObserved()).isTrue();
      assertThat(site.isLatent()).isFalse();
      assertThat(site.kind()).isEqualTo("observe");
    }
  }

  @Nested
  final class ADeterministicSite {
    @Test
    void hasNoDensity() {
      Site site = only(() -> deterministic("d", Tensor.scalar(2)));
      assertThat(site.isSample()).isFalse();
      assertThatThrownBy(site::sample)
          .hasMessage(
              "Site 'd': is a deterministic, which has no distribution. Needed: a sample site.");
    }

    @Test
    void addsNothingToTheJointDensity() {
      Trace trace = Trace.of(data -> deterministic("d", Tensor.scalar(2)), ANY);
      assertThat(trace.logDensity().item()).isZero();
    }

    @Test
    void knowsItsPlates() {
      Trace trace = Trace.of(data -> plate("p", 2, () -> deterministic("d", Tensor.ones(2))), ANY);
      assertThat(trace.get("d").setting().plates()).hasSize(1);
    }
  }

  @Nested
  final class AFactor {
    @Test
    void isAddedToTheJointDensity() {
      Trace trace = Trace.of(data -> factor("f", Tensor.scalar(-2.5)), ANY);
      assertThat(trace.logDensity().item()).isEqualTo(-2.5);
    }

    @Test
    void isObservedAndAuxiliary() {
      Site site = only(() -> factor("f", Tensor.scalar(-2.5)));
      assertThat(site.isObserved()).isTrue();
      assertThat(site.setting().hint(Hint.AUXILIARY)).contains(true);
    }

    @Test
    void countsOnceForEachRepetitionOfItsPlate() {
      Trace trace = Trace.of(data -> plate("p", 4, () -> factor("f", Tensor.scalar(-2.5))), ANY);
      assertThat(trace.logDensity().item()).isEqualTo(-10);
    }

    @Test
    void isScaledAndMasked() {
      Model<String> model = data -> plate("p", 2, () -> factor("f", Tensor.of(3f, 5f)));
      Model<String> changed = Handlers.scale(Handlers.mask(model, Tensor.of(true, false)), 10);
      assertThat(Trace.of(changed, ANY).logDensity().item()).isEqualTo(30);
    }

    @Test
    void mustFitItsPlates() {
      Trace trace = Trace.of(data -> factor("f", Tensor.of(3f, 5f)), ANY);
      assertThatThrownBy(trace::logDensity)
          .hasMessageStartingWith(
              "Site 'f': log density has batch shape (2), but its plates allow ()");
    }
  }

  @Nested
  final class AParameter {
    private final List<Param> asked = new ArrayList<>();
    private final Handler keeper =
        (effect, outer) -> {
          asked.add((Param) effect);
          return new Site(effect, Tensor.scalar(7));
        };

    private Param asking(Runnable body) {
      Interpreter.under(keeper, body);
      return asked.get(0);
    }

    private double start(Param request) {
      return request.initial().get().apply(Noise.of(1)).item();
    }

    @Test
    void hasTheKeepersValue() {
      assertThat(Interpreter.under(keeper, () -> param("p", 1)).item()).isEqualTo(7);
    }

    @Test
    void startsWithANumberAndIsRealAndTrained() {
      Param request = asking(() -> param("p", 1.5));
      assertThat(start(request)).isEqualTo(1.5);
      assertThat(request.constraint()).isEqualTo(Constraints.real());
      assertThat(request.role()).isEqualTo(Param.Role.TRAINED);
      assertThat(request.pinned()).isEmpty();
    }

    @Test
    void staysInsideItsConstraint() {
      assertThat(asking(() -> param("p", 1.5, Constraints.positive())).constraint())
          .isEqualTo(Constraints.positive());
    }

    @Test
    void startsWithATensor() {
      assertThat(start(asking(() -> param("p", Tensor.scalar(2.5))))).isEqualTo(2.5);
    }

    @Test
    void startsWithATensorInsideItsConstraint() {
      Param request = asking(() -> param("p", Tensor.scalar(2.5), Constraints.positive()));
      assertThat(start(request)).isEqualTo(2.5);
    }

    @Test
    void computesItsStartOnlyWhenThatIsAskedFor() {
      asking(
          () ->
              param(
                  "p",
                  () -> {
                    throw new AssertionError("computed");
                  },
                  Constraints.real()));
    }

    @Test
    void thatMustExistHasNoStart() {
      assertThat(asking(() -> param("p")).initial()).isEmpty();
    }

    @Test
    void mayBeAskedForAgainInOneRun() {
      Model<String> twice = Handlers.with(keeper, data -> {});
      Trace trace =
          Handlers.under(
              keeper,
              () ->
                  Trace.of(
                      data -> {
                        param("p", 1);
                        param("p");
                        twice.run(data);
                      },
                      ANY));
      assertThat(trace.sites().map(Site::kind)).containsExactly("param");
    }
  }

  @Nested
  final class AnEffect {
    private final Model<String> model =
        data -> {
          sample("s", Normal.of(0, 1));
          observe("o", Normal.of(0, 1), Tensor.scalar(1));
          param("p", 1);
          plate("a", 2, () -> {});
          deterministic("d", Tensor.scalar(1));
        };

    @Test
    void saysItsKind() {
      List<String> kinds = new ArrayList<>();
      Handler handler =
          (effect, outer) -> {
            kinds.add(effect.kind());
            return new Site(effect, Tensor.indices(2));
          };
      Handlers.with(handler, model).run(ANY);
      assertThat(kinds).containsExactly("sample", "observe", "param", "plate", "deterministic");
    }

    @Test
    void keepsItsKindUnderAnotherNameAndInAnotherSetting() {
      List<Effect> effects = new ArrayList<>();
      Handler handler =
          (effect, outer) -> {
            effects.add(effect.named("new").in(effect.setting().scaledBy(3)));
            return new Site(effect, Tensor.indices(2));
          };
      Handlers.with(handler, model).run(ANY);
      assertThat(effects)
          .extracting(Effect::kind)
          .containsExactly("sample", "observe", "param", "plate", "deterministic");
      assertThat(effects).extracting(Effect::name).containsOnly("new");
      assertThat(effects).allMatch(effect -> effect.setting().scale() == 3);
    }
  }
}
