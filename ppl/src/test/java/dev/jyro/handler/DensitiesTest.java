package dev.jyro.handler;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handlers that decide what a density counts: scale and mask. */
final class DensitiesTest {
  private final Tensor data = Tensor.of(1f, 2f, 3f);
  private final Model<Tensor> model = y -> plate("rows", 3, () -> observe("y", Normal.of(0, 1), y));

  private double[] logProb(Model<Tensor> program) {
    return Trace.of(program, data).get("y").logProb().toDoubles();
  }

  @Nested
  final class Scale {
    @Test
    void multipliesTheLogDensity() {
      double[] plain = logProb(model);
      assertThat(logProb(Handlers.scale(model, 2)))
          .containsExactly(2 * plain[0], 2 * plain[1], 2 * plain[2]);
    }

    @Test
    void multipliesWithASubsamples() {
      Model<Tensor> subsampled =
          y -> plate("rows", 30, 3, rows -> observe("y", Normal.of(0, 1), y));
      Trace trace = Trace.of(Handlers.scale(subsampled, 2), data);
      assertThat(trace.get("y").setting().scale()).isEqualTo(20);
    }

    @Test
    void reachesParametersThatAreLiftedOutside() {
      Model<Tensor> program = y -> param("p", 1);
      Model<Tensor> lifted =
          Handlers.lift(Handlers.scale(program, 2), Map.of("p", Normal.of(0, 1)));
      assertThat(Trace.of(lifted, data).get("p").setting().scale()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void needsAPositiveNumber(double factor) {
      assertThatThrownBy(() -> Handlers.scale(model, factor))
          .isInstanceOf(JyroException.class)
          .hasMessage("scale: %s. Needed: a positive number. To leave sites out use mask.", factor);
    }
  }

  @Nested
  final class Mask {
    private final Tensor first = Tensor.of(true, true, false);
    private final Tensor last = Tensor.of(false, true, true);

    @Test
    void leavesOutWhereItIsFalse() {
      double[] plain = logProb(model);
      assertThat(logProb(Handlers.mask(model, first))).containsExactly(plain[0], plain[1], 0);
    }

    @Test
    void combinesWithAnotherByAnd() {
      double[] plain = logProb(model);
      assertThat(logProb(Handlers.mask(Handlers.mask(model, first), last)))
          .containsExactly(0, plain[1], 0);
    }

    @Test
    void ofOneNumberBroadcasts() {
      Tensor none = Tensor.of(false).reshape();
      assertThat(logProb(Handlers.mask(model, none))).containsExactly(0, 0, 0);
    }

    @Test
    void leavesTheDrawsAlone() {
      Model<Tensor> program = y -> plate("rows", 3, () -> sample("z", Normal.of(0, 1)));
      Trace plain = Trace.of(Handlers.seed(program, 1), data);
      Trace masked = Trace.of(Handlers.seed(Handlers.mask(program, first), 1), data);
      assertThat(masked.value("z").toDoubles()).containsExactly(plain.value("z").toDoubles());
    }

    @Test
    void doesNotWidenADensityOutsideThePlate() {
      Model<Tensor> program =
          y -> {
            sample("z", Normal.of(0, 1));
            model.run(y);
          };
      Trace trace = Trace.of(Handlers.mask(program, first), data);
      assertThatThrownBy(trace::logDensity)
          .hasMessageStartingWith("Site 'z': the mask has shape (3), and the log density ().");
    }

    @Test
    void isBoolean() {
      assertThatThrownBy(() -> Handlers.mask(model, data))
          .isInstanceOf(JyroException.class)
          .hasMessage("mask: a tensor of type float32. Needed: boolean, such as x.gt(0).");
    }
  }
}
