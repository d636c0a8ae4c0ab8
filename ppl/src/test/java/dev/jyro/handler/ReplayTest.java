package dev.jyro.handler;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sequentialPlate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplayTest {
  private static final Tensor NONE = Tensor.constant(0, DataType.FLOAT32);

  private final Model<Tensor> model =
      y -> {
        Tensor z = sample("z", Normal.of(0, 1));
        sample("w", Normal.of(z, 1));
        observe("y", Normal.of(z, 1), y);
      };

  private static Trace trace(Model<Tensor> program) {
    return Trace.of(program, NONE);
  }

  @Nested
  final class ALatentSite {
    @Test
    void hasTheValueOfTheTrace() {
      Trace earlier = trace(model);
      Trace again = trace(Handlers.replay(model, earlier));
      assertThat(again.value("z")).isSameAs(earlier.value("z"));
      assertThat(again.value("w")).isSameAs(earlier.value("w"));
    }

    @Test
    void staysLatent() {
      Trace again = trace(Handlers.replay(model, trace(model)));
      assertThat(again.latents().map(Site::name)).containsExactly("z", "w");
    }

    @Test
    void isDrawnIfTheTraceDoesNotHaveIt() {
      Trace part = trace(y -> sample("z", Normal.of(0, 1)));
      Trace first = trace(Handlers.seed(Handlers.replay(model, part), 1));
      Trace second = trace(Handlers.seed(Handlers.replay(model, part), 2));
      assertThat(first.value("z")).isSameAs(second.value("z"));
      assertThat(first.value("w").item()).isNotEqualTo(second.value("w").item());
    }

    @Test
    void hasTheValueOfTheOutermostReplay() {
      Trace inner = trace(model);
      Trace outer = trace(model);
      Trace again = trace(Handlers.replay(Handlers.replay(model, inner), outer));
      assertThat(again.value("z")).isSameAs(outer.value("z"));
    }

    @Test
    void mayNotHaveBeenData() {
      Trace earlier = trace(y -> observe("z", Normal.of(0, 1), y));
      assertThatThrownBy(() -> Handlers.replay(model, earlier).run(NONE))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith(
              "Site 'z': replay: it is a latent site here and data in the trace.")
          .hasMessageContaining("Fix one of: draw it in the guide with sample");
    }

    @Test
    void mayNotHaveBeenAnythingElse() {
      Trace earlier = trace(y -> deterministic("z", y));
      assertThatThrownBy(() -> Handlers.replay(model, earlier).run(NONE))
          .hasMessageContaining("a latent site here and a deterministic in the trace");
    }
  }

  @Nested
  final class OtherSites {
    @Test
    void observedOnesStayAsTheyAre() {
      Trace earlier = trace(y -> sample("y", Normal.of(0, 1)));
      Site y = trace(Handlers.replay(model, earlier)).get("y");
      assertThat(y.isObserved()).isTrue();
      assertThat(y.value()).isSameAs(NONE);
    }

    @Test
    void deterministicOnesAreComputedAnew() {
      Model<Tensor> model = y -> deterministic("d", y.add(1));
      Trace earlier = trace(y -> deterministic("d", y));
      assertThat(trace(Handlers.replay(model, earlier)).value("d").item()).isEqualTo(1);
    }

    @Test
    void factorsAreComputedAnew() {
      Model<Tensor> model = y -> factor("f", sample("z", Normal.of(0, 1)));
      Trace earlier = trace(model);
      assertThat(trace(Handlers.replay(model, earlier)).logDensity().item())
          .isEqualTo(earlier.logDensity().item());
    }
  }

  @Nested
  final class APlate {
    @ParameterizedTest(name = "model takes {0} of 20, guide {1}: {2}")
    @CsvSource({
      "20,  20,  fits",
      "20,  all, fits",
      "5,   5,   fits",
      "any, 20,  fits",
      "any, 5,   fits",
      "any, all, fits",
      "20,  5,   does not fit",
      "5,   20,  does not fit",
      "5,   all, does not fit",
    })
    void mustTakeAsManyAsInTheTrace(String model, String guide, String verdict) {
      Trace earlier = trace(y -> plateOf20(guide));
      Model<Tensor> replayed = Handlers.replay(y -> plateOf20(model), earlier);
      if (verdict.equals("fits")) {
        assertThat(trace(replayed).value("p")).isSameAs(earlier.value("p"));
      } else {
        assertThatThrownBy(() -> trace(replayed))
            .isInstanceOf(SiteException.class)
            .hasMessageStartingWith(
                "Site 'p': the plate takes %s of 20 repetitions here, and was given %s by a handler."
                    .formatted(model, guide.equals("all") ? "20" : guide));
      }
    }

    @Test
    void takesTheIndicesOfTheTraceEvenInsteadOfTheCallers() {
      Trace earlier = trace(y -> plate(Plate.of("p", 9).subsample(Tensor.of(3L, 5L)), i -> {}));
      Model<Tensor> other = y -> plate(Plate.of("p", 9).subsample(Tensor.of(1L, 2L)), i -> {});
      assertThat(trace(Handlers.replay(other, earlier)).value("p").toLongs()).containsExactly(3, 5);
    }

    @Test
    void thatIsSequentialTakesThemToo() {
      Model<Tensor> model =
          y ->
              sequentialPlate(
                  Plate.of("p", 100).subsample(3), i -> sample("z" + i, Normal.of(0, 1)));
      Trace earlier = trace(model);
      assertThat(trace(Handlers.replay(model, earlier)).latents().map(Site::name))
          .isEqualTo(earlier.latents().map(Site::name));
    }

    @Test
    void mustHaveTheSizeOfTheTrace() {
      Trace earlier = trace(y -> plate("p", 20, () -> {}));
      assertThatThrownBy(() -> Handlers.replay(y -> plate("p", 30, () -> {}), earlier).run(NONE))
          .isInstanceOf(SiteException.class)
          .hasMessageStartingWith(
              "Site 'p': replay: the plate has 30 repetitions here and 20 in the trace.");
    }

    @Test
    void mustHaveBeenAPlate() {
      Trace earlier = trace(y -> sample("p", Normal.of(0, 1)));
      assertThatThrownBy(() -> Handlers.replay(y -> plate("p", 30, () -> {}), earlier).run(NONE))
          .hasMessageStartingWith(
              "Site 'p': replay: it is a plate here and a sample in the trace.");
    }
  }

  /** A plate of 20, its subsample in words. */
  private static void plateOf20(String subsample) {
    Plate all = Plate.of("p", 20);
    boolean isAll = subsample.equals("all") || subsample.equals("any");
    plate(isAll ? all : all.subsample(Long.parseLong(subsample)), i -> {});
  }
}
