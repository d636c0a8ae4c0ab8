package dev.jyro.trace;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sequentialPlate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Stable;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShapeTableTest {
  private static final Tensor NONE = Tensor.constant(0, ai.djl.ndarray.types.DataType.FLOAT32);

  private static Trace trace(Runnable body) {
    return Trace.of(data -> body.run(), NONE);
  }

  @Test
  void linesUpThePlatesWithTheBatch() {
    Model<Tensor> model =
        data -> {
          Tensor w = param("w", Tensor.zeros(2, 3));
          Tensor z = plate("cols", 4, () -> sample("z", Normal.of(w.get(0), 1).toEvent(1)));
          deterministic("norm", z.square().sum(-1));
          plate(
              Plate.of("rows", 100).subsample(10).dim(-2),
              rows -> observe("y", Normal.of(Tensor.zeros(10, 1, 3), 1).toEvent(1), z));
        };
    Map<String, Tensor> values = Map.of("w", Tensor.zeros(2, 3));
    Trace trace = Trace.of(Handlers.substitute(model, values), NONE);
    assertThat(trace.shapes().lines())
        .containsExactly(
            "  cols  plate                          4 |",
            "  rows  plate                       10   |",
            "  w     param          value         2 3 |",
            "  z     sample         distribution    4 | 3",
            "                       value           4 | 3",
            "  norm  deterministic  value           4 |",
            "  y     observe        distribution 10 1 | 3",
            "                       value           4 | 3");
  }

  @Test
  void showsLogDensitiesOnRequest() {
    Trace trace =
        trace(
            () -> {
              sample("z", Normal.standard(3).toEvent(1));
              factor("f", Tensor.ones(2));
            });
    assertThat(trace.shapesWithDensities().lines())
        .containsExactly(
            "  z  sample   distribution   | 3",
            "              value          | 3",
            "              log density    |",
            "  f  observe  distribution 2 | 0",
            "              value          |",
            "              log density  2 |");
  }

  @Test
  void showsADimensionThatBelongsToNoPlate() {
    Trace trace =
        trace(() -> plate("rows", 5, () -> observe("y", Normal.of(0, 1), Tensor.zeros(5, 1))));
    assertThat(trace.shapesWithDensities().lines())
        .containsExactly(
            "  rows  plate                   5 |",
            "  y     observe  distribution   5 |",
            "                 value        5 1 |",
            "                 log density  5 5 |");
  }

  @Test
  void saysWhereThereIsNoLogDensity() {
    Trace trace = trace(() -> sample("heavy", Stable.of(1.5, 0, 1, 0)));
    assertThat(trace.shapesWithDensities().lines())
        .containsExactly(
            "  heavy  sample  distribution   |",
            "                 value          |",
            "                 no log density |");
  }

  @Test
  void leavesOutPlatesThatTakeNoDimension() {
    Trace trace = trace(() -> sequentialPlate("t", 2, t -> sample("x_" + t, Normal.of(0, 1))));
    assertThat(trace.shapes().lines())
        .containsExactly(
            "  x_0  sample  distribution |",
            "               value        |",
            "  x_1  sample  distribution |",
            "               value        |");
  }

  @Test
  void isEmptyForAnEmptyRun() {
    assertThat(trace(() -> {}).shapesWithDensities()).isEmpty();
  }
}
