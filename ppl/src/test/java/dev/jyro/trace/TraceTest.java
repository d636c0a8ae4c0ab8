package dev.jyro.trace;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class TraceTest {
  private static final Tensor NONE = Tensor.constant(0, ai.djl.ndarray.types.DataType.FLOAT32);

  private final Model<Tensor> model =
      Handlers.substitute(
          data -> {
            Tensor w = param("w", 1);
            Tensor z = sample("z", Normal.of(w, 1));
            Tensor twice = deterministic("twice", z.mul(2));
            plate("p", 3, () -> observe("y", Normal.of(twice, 1), data));
            factor("f", z);
          },
          Map.of("w", Tensor.scalar(5)));
  private final Tensor data = Tensor.of(1f, 2f, 3f);

  private static Trace trace(Runnable body) {
    return Trace.of(data -> body.run(), NONE);
  }

  @Nested
  final class ARun {
    private final Trace trace = Trace.of(Handlers.seed(model, 3), data);

    @Test
    void isRecordedInItsOrder() {
      assertThat(trace.sites().map(Site::name)).containsExactly("w", "z", "twice", "p", "y", "f");
    }

    @Test
    void isRecordedWithItsKinds() {
      assertThat(trace.sites().map(Site::kind))
          .containsExactly("param", "sample", "deterministic", "plate", "observe", "observe");
    }

    @Test
    void hasLatentAndObservedSites() {
      assertThat(trace.latents().map(Site::name)).containsExactly("z");
      assertThat(trace.observed().map(Site::name)).containsExactly("y", "f");
    }

    @Test
    void hasItsValues() {
      assertThat(trace.value("w").item()).isEqualTo(5);
      assertThat(trace.value("twice").item()).isEqualTo(2 * trace.value("z").item());
      assertThat(trace.value("y")).isSameAs(data);
    }

    @Test
    void hasAJointLogDensity() {
      double z = trace.value("z").item();
      double expected = normal(z, 5) + z;
      for (double y : data.toDoubles()) {
        expected += normal(y, 2 * z);
      }
      // A float32 sum of six terms: relative error below 6 * 2^-24.
      assertThat(trace.logDensity().item())
          .isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void isATable() {
      assertThat(trace.toString().lines())
          .containsExactly(
              "  w      param          value ()",
              "  z      sample         batch ()   event ()",
              "  twice  deterministic  value ()",
              "  p      plate          value (3)",
              "  y      observe        batch (3)  event ()   in p[dim -1, size 3]",
              "  f      observe        batch ()   event (0)");
    }

    private static double normal(double x, double mean) {
      return -0.5 * (x - mean) * (x - mean) - 0.5 * Math.log(2 * Math.PI);
    }
  }

  @Nested
  final class ASiteThatIsNotThere {
    private final Trace trace = trace(() -> sample("z", Normal.of(0, 1)));

    @Test
    void isNotFound() {
      assertThat(trace.find("x")).isEmpty();
    }

    @Test
    void isAnErrorThatListsThoseThatAre() {
      assertThatThrownBy(() -> trace.value("x"))
          .isInstanceOf(SiteException.class)
          .hasMessage("Site 'x': is not in the trace. Its sites are: z");
    }
  }

  @Nested
  final class AnEmptyRun {
    @Test
    void hasLogDensityZero() {
      assertThat(trace(() -> {}).logDensity().item()).isZero();
    }

    @Test
    void hasAnEmptyTable() {
      assertThat(trace(() -> {}).table()).isEmpty();
    }
  }

  @Nested
  final class TwoSitesOfOneName {
    @Test
    void areRefused() {
      assertThatThrownBy(
              () ->
                  trace(
                      () -> {
                        sample("z", Normal.of(0, 1));
                        sample("z", Normal.of(0, 1));
                      }))
          .isInstanceOf(SiteException.class)
          .hasMessage(
              """
              Site 'z': there are two of this name in one run, first of kind sample, now of kind sample. \
              Needed: names of their own; in a loop put the index into the name.
              Sites so far:
                z  sample  batch ()  event ()    <- here""");
    }

    @Test
    void areRefusedWhenTheyAreOfTwoKinds() {
      assertThatThrownBy(
              () ->
                  trace(
                      () -> {
                        sample("z", Normal.of(0, 1));
                        observe("z", Normal.of(0, 1), NONE);
                      }))
          .hasMessageContaining("first of kind sample, now of kind observe");
    }

    @Test
    void areRefusedWhenOneIsAParameter() {
      assertThatThrownBy(
              () ->
                  Trace.of(
                      Handlers.substitute(
                          data -> {
                            param("w", 1);
                            sample("w", Normal.of(0, 1));
                          },
                          Map.of("w", NONE)),
                      NONE))
          .hasMessageContaining("first of kind param, now of kind sample");
    }

    @Test
    void areRefusedWhenOneIsAPlate() {
      assertThatThrownBy(() -> trace(() -> plate("p", 2, () -> sample("p", Normal.of(0, 1)))))
          .hasMessageContaining("first of kind plate, now of kind sample");
    }

    @Test
    void areRefusedAcrossAScopeThatRenames() {
      Model<Tensor> inner = data -> sample("b", Normal.of(0, 1));
      assertThatThrownBy(
              () ->
                  trace(
                      () -> {
                        sample("a/b", Normal.of(0, 1));
                        Handlers.scope(inner, "a").run(NONE);
                      }))
          .hasMessageStartingWith("Site 'a/b': there are two");
    }
  }

  @Nested
  final class AnError {
    @Test
    void takesTheSitesSoFarWithIt() {
      assertThatThrownBy(
              () ->
                  trace(
                      () -> {
                        sample("z", Normal.standard(3).toEvent(1));
                        throw new JyroException("boom");
                      }))
          .hasMessage("boom\nSites so far:\n  z  sample  batch ()  event (3)");
    }

    @Test
    void takesNoTableWithItIfThereIsNoSite() {
      assertThatThrownBy(
              () ->
                  trace(
                      () -> {
                        throw new JyroException("boom");
                      }))
          .hasMessage("boom");
    }

    @Test
    void takesOnlyTheInnermostTableWithIt() {
      assertThatThrownBy(
              () ->
                  trace(
                      () -> {
                        sample("outer", Normal.of(0, 1));
                        trace(
                            () -> {
                              sample("inner", Normal.of(0, 1));
                              throw new JyroException("boom");
                            });
                      }))
          .hasMessage("boom\nSites so far:\n  inner  sample  batch ()  event ()");
    }

    @Test
    void isNotHiddenByATensorThatHasBeenFreed() {
      assertThatThrownBy(
              () ->
                  trace(
                      () -> {
                        try (TensorScope scope = TensorScope.open()) {
                          deterministic("d", Tensor.scalar(1).neg());
                        }
                        throw new JyroException("boom");
                      }))
          .hasMessageStartingWith("boom\nSites so far:\n  d  deterministic  value freed");
    }

    @Test
    void inTheJointDensityMarksTheSite() {
      Trace trace =
          trace(
              () -> {
                sample("w", Normal.of(0, 1));
                observe("y", Normal.of(0, 1), Tensor.of(1f, 2f));
              });
      assertThatThrownBy(trace::logDensity)
          .hasMessageStartingWith(
              "Site 'y': log density has batch shape (2), but its plates allow ().")
          .hasMessageEndingWith(
              """
              Sites:
                w  sample   batch ()  event ()
                y  observe  batch ()  event ()    <- here""");
    }
  }

  @Nested
  final class ARecording {
    @Test
    void seesWhatHandlersOutsideLayOnASite() {
      List<Trace> inside = new ArrayList<>();
      Model<Tensor> recorded =
          data -> inside.add(Trace.of(d -> sample("z", Normal.of(0, 1)), data));
      Handlers.scale(Handlers.condition(recorded, Map.of("z", data)), 3).run(data);
      Site site = inside.get(0).get("z");
      assertThat(site.setting().scale()).isEqualTo(3);
      assertThat(site.isObserved()).isTrue();
      assertThat(site.value()).isSameAs(data);
    }

    @Test
    void doesNotChangeWhenTheProgramRunsAgain() {
      Trace first = Trace.of(model, data);
      double z = first.value("z").item();
      Trace.of(model, data);
      assertThat(first.value("z").item()).isEqualTo(z);
      assertThat(first.sites()).hasSize(6);
    }

    @Test
    void keepsTheFirstAnswerOfAParameter() {
      Trace trace =
          Trace.of(
              Handlers.substitute(
                  data -> {
                    param("w", 1);
                    sample("z", Normal.of(0, 1));
                    param("w");
                  },
                  Map.of("w", NONE)),
              NONE);
      assertThat(trace.sites().map(Site::name)).containsExactly("w", "z");
    }
  }
}
