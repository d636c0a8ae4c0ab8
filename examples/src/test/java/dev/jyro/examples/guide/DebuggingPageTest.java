package dev.jyro.examples.guide;

import static dev.jyro.handler.Handlers.seed;
import static dev.jyro.handler.Handlers.substitute;
import static dev.jyro.handler.Handlers.with;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Exponential;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Handler;
import dev.jyro.effect.Site;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.LossBySite;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The code of docs/debugging.md, and its errors. Seed 0 where nothing is said. */
final class DebuggingPageTest {
  private static final String PAGE = "debugging.md";
  private static final Adam ADAM = Adam.withLearningRate(0.01);

  // region debugging-model
  private final Tensor heights = Tensor.of(171f, 182f, 165f);

  private final Model<Tensor> model =
      data -> {
        Tensor mean = sample("mean", Normal.of(170, 20));
        plate("people", data.size(0), () -> observe("height", Normal.of(mean, 8), data));
      };

  private final Model<Tensor> guide =
      data -> sample("mean", Normal.of(param("loc", 0), param("scale", 1, Constraints.positive())));
  // endregion

  private final SVI<Tensor> svi = SVI.of(model, guide, ADAM, TraceELBO.create());

  @Nested
  final class Looking {
    @Test
    void aHandlerPrintsEachSite() {
      List<String> lines = new ArrayList<>();
      Handler printing = printingTo(lines);
      Model<Tensor> held = substitute(model, Map.of("mean", Tensor.scalar(170)));
      Trace.of(with(printing, held), heights);
      assertThat(String.join("\n", lines)).isEqualTo(Quoted.in(PAGE, "sample mean"));
    }

    @Test
    void theBlockPrintsToo() {
      // region debugging-printing
      Handler printing =
          (effect, outer) -> {
            Site site = outer.ask(effect);
            System.out.println(site.kind() + " " + site.name() + " " + site.value());
            return site;
          };
      Trace trace = Trace.of(with(printing, model), heights);
      // endregion
      assertThat(trace.sites()).hasSize(3);
    }

    private Handler printingTo(List<String> lines) {
      return (effect, outer) -> {
        Site site = outer.ask(effect);
        lines.add(site.kind() + " " + site.name() + " " + site.value());
        return site;
      };
    }

    @Test
    void tablesAndADebuggerShowWhatThereIs() {
      // region debugging-trace
      Trace trace = Trace.of(seed(model, 0), heights);
      System.out.println(trace);
      System.out.println(trace.shapesWithDensities());
      // endregion
      assertThat(trace.toString()).isEqualTo(trace.table());
      assertThat(heights.toString()).isEqualTo("Tensor(3) float32 [171.0, 182.0, 165.0]");
      assertThat(Tensor.zeros(9).toString()).isEqualTo("Tensor(9) float32");
    }
  }

  @Nested
  final class OfShapes {
    private final Tensor column = heights.unsqueeze(1);

    @Test
    void theErrorIsTheQuotedOne() {
      assertThatExceptionOfType(SiteException.class)
          .isThrownBy(() -> Trace.of(model, column).logDensity())
          .withMessage(Quoted.in(PAGE, "Site 'height'"));
    }

    @Test
    void theTableShowsTheStrayDimension() {
      assertThat(Trace.of(model, column).shapesWithDensities())
          .isEqualTo(Quoted.in(PAGE, "  people  plate"));
    }

    @Test
    void anOperationSaysItsInputsAndTakesTheSitesAlong() {
      Model<Tensor> bad = data -> sample("mean", Normal.of(0, 1)).add(data).add(Tensor.zeros(4));
      assertThatExceptionOfType(ShapeException.class)
          .isThrownBy(() -> Trace.of(bad, heights))
          .withMessageContainingAll("add", "float32(3), float32(4)", "Sites so far:\n  mean");
    }
  }

  @Nested
  final class NotFinite {
    private final Model<Tensor> waits =
        data -> {
          Tensor rate = param("rate", 1, Constraints.positive());
          plate("waits", data.size(0), () -> observe("wait", Exponential.of(rate), data));
        };

    @Test
    void theErrorIsTheQuotedOne() {
      SVI<Tensor> fit = SVI.of(waits, data -> {}, ADAM, TraceELBO.create());
      assertThatExceptionOfType(SiteException.class)
          .isThrownBy(() -> fit.step(Tensor.of(1f, -2f, 3f)))
          .withMessage(Quoted.in(PAGE, "Site 'wait'"));
      LossBySite parts = fit.lossBySite(Tensor.of(1f, -2f, 3f));
      assertThat(parts.of("wait")).isInfinite();
    }

    @Test
    void aGradientMayBeBadWhereTheLossIsFinite() {
      Model<Tensor> root = data -> observe("x", Normal.of(param("a", 0).sqrt(), 1), data);
      SVI<Tensor> fit = SVI.of(root, data -> {}, ADAM, TraceELBO.create());
      assertThatExceptionOfType(JyroException.class)
          .isThrownBy(() -> fit.step(Tensor.scalar(1)))
          .withMessage(Quoted.in(PAGE, "The loss is finite"));
    }

    @Test
    void logitsDoWhereProbabilitiesReachOne() {
      Tensor far = Tensor.scalar(200);
      Tensor none = Tensor.scalar(0);
      assertThat(Bernoulli.of(far.sigmoid()).logProb(none).item()).isInfinite();
      assertThat(Bernoulli.ofLogits(far).logProb(none).item()).isEqualTo(-200);
    }

    @Test
    void expIsInfiniteFromEightyNineOn() {
      assertThat(Tensor.of(88f, 89f).exp().isFinite().toBooleans()).containsExactly(true, false);
    }
  }

  @Nested
  final class NotFalling {
    /** Adam's first hundred steps of one direction are of the rate, up to its epsilon. */
    @Test
    void adamMovesByItsRate() {
      svi.run(List.of(heights), StopWhen.steps(100));
      assertThat(svi.params().get("loc").item()).isBetween(0.9, 1.1);
    }

    @Test
    void whatWentThroughJavaHasNoGradient() {
      Model<Tensor> cut =
          data -> {
            Tensor loc = Tensor.scalar(param("loc", 0).item());
            sample("mean", Normal.of(loc, param("scale", 1, Constraints.positive())));
          };
      SVI<Tensor> still = SVI.of(model, cut, ADAM, TraceELBO.create());
      still.run(List.of(heights), StopWhen.steps(10));
      assertThat(still.params().get("loc").item()).isZero();
      assertThat(still.params().get("scale").item()).isNotEqualTo(1);
    }
  }

  @Nested
  final class Names {
    @Test
    void aMisspeltNameIsTwoMisfits() {
      Model<Tensor> misspelt = data -> sample("maen", Normal.of(0, 1));
      assertThatExceptionOfType(JyroException.class)
          .isThrownBy(() -> SVI.of(model, misspelt, ADAM, TraceELBO.create()).step(heights))
          .withMessage(Quoted.in(PAGE, "Model and guide"));
    }

    @Test
    void oneNameTwiceIsAnError() {
      Model<Tensor> twice = data -> observe("z", Normal.of(sample("z", Normal.of(0, 1)), 1), data);
      Model<Tensor> loop =
          data -> {
            for (int i = 0; i < 2; i++) {
              sample("z", Normal.of(0, 1));
            }
          };
      assertThatExceptionOfType(SiteException.class)
          .isThrownBy(() -> Trace.of(loop, heights))
          .withMessage(Quoted.in(PAGE, "Site 'z'"));
      assertThatExceptionOfType(SiteException.class).isThrownBy(() -> Trace.of(twice, heights));
    }
  }

  @Nested
  final class Lifetimes {
    @Test
    void aFreedTensorSaysSo() {
      Tensor gone;
      try (TensorScope scope = TensorScope.open()) {
        gone = heights.mul(2);
      }
      assertThat(gone.toString()).isEqualTo("Tensor(freed)");
      assertThatThrownBy(() -> gone.add(1)).hasMessage(Quoted.in(PAGE, "This tensor was freed"));
    }

    @Test
    void whatIsKeptIsKept() {
      // region debugging-keep
      Tensor centred;
      try (TensorScope scope = TensorScope.open()) {
        Tensor mean = heights.mean();
        centred = scope.keep(heights.sub(mean)); // lives on; mean does not
      }
      // endregion
      assertThat(centred.isFreed()).isFalse();
      assertThat(centred.toFloats()).hasSize(3);
    }

    @Test
    void aCountFindsALeak() {
      svi.step(heights); // makes the parameters, which stay
      // region debugging-leak
      long before = TensorScope.unscoped();
      svi.step(heights);
      long left = TensorScope.unscoped() - before; // 0: a step frees what it makes
      // endregion
      assertThat(left).isZero();
    }
  }

  @Nested
  final class Repeating {
    @Test
    void oneSeedGivesOneRun() {
      SVI<Tensor> again = SVI.of(model, guide, ADAM, TraceELBO.create());
      for (int i = 0; i < 5; i++) {
        assertThat(again.step(heights)).isEqualTo(svi.step(heights));
      }
      assertThat(mean(seed(model, 42))).isEqualTo(mean(seed(model, 42)));
      assertThat(mean(model)).isNotEqualTo(mean(model)); // equal with a chance of 1e-7
    }

    private double mean(Model<Tensor> program) {
      return Trace.of(program, heights).value("mean").item();
    }
  }

  @Test
  void aListenerHearsOfEachOperation() {
    // region debugging-operations
    Map<String, Long> nanos = new TreeMap<>();
    try (TensorScope scope =
        TensorScope.open((op, in, with, out, time) -> nanos.merge(op, time, Long::sum))) {
      svi.step(heights);
    }
    nanos.forEach((op, time) -> System.out.printf("%-12s %8.1f µs%n", op, time / 1e3));
    // endregion
    assertThat(nanos).containsKey("sub").allSatisfy((op, time) -> assertThat(time).isPositive());
  }
}
