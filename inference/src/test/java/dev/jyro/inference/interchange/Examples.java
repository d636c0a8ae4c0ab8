package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data to write. */
final class Examples {
  private static final Shape SHAPE = Shapes.of(2, 3);

  private Examples() {}

  /** All groups, all types, strange names, and values at the edges. */
  static InferenceData everything() {
    Map<String, Tensor> posterior = new LinkedHashMap<>();
    posterior.put("theta", Tensor.linspace(-1, 1, 18).reshape(2, 3, 3));
    posterior.put(
        "mu",
        Tensor.of(
            new double[] {
              Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 1e-310, Double.MAX_VALUE, 0.1
            },
            Shapes.of(2, 3)));
    posterior.put("outer/inner", Tensor.ones(2, 3, 2));
    posterior.put("σ²: 50 % \"x\\y\"", Tensor.ones(2, 3));
    posterior.put("..", Tensor.zeros(2, 3, 0));
    posterior.put("count", Tensor.of(new long[] {1, 2, 3, Long.MIN_VALUE, -1, 1L << 60}, SHAPE));
    Map<String, Tensor> data = new LinkedHashMap<>();
    data.put("y", Tensor.of(1f, 2f, 3f));
    data.put("scalar", Tensor.scalar(2, DataType.FLOAT64));
    data.put("none", Tensor.zeros(0, 4));
    data.put("int32", Tensor.of(Integer.MIN_VALUE, 5L).to(DataType.INT32));
    data.put("int8", Tensor.of(-128L, 127L).to(DataType.INT8));
    data.put("uint8", Tensor.of(0L, 255L).to(DataType.UINT8));
    return InferenceData.createdAt(Instant.parse("2026-01-02T03:04:05.678901Z"))
        .posterior(Draws.ofChains(posterior))
        .posteriorPredictive(Draws.ofChains(Map.of("y", Tensor.ones(2, 3, 3))))
        .prior(Draws.of(Map.of("mu", Tensor.of(1.0, 2.0))))
        .priorPredictive(Draws.of(Map.of("y", Tensor.zeros(2, 3))))
        .sampleStats(
            Draws.ofChains(
                Map.of(
                    "diverging",
                    Tensor.of(new boolean[] {true, false, false, true, true, false}, SHAPE))))
        .logLikelihood(Draws.ofChains(Map.of("y", Tensor.full(-1, DataType.FLOAT64, 2, 3, 3))))
        .observedData(data)
        .constantData(Map.of("x", Tensor.of(1.0, 2.0, 3.0)))
        .with(
            "warmup posterior",
            new Dataset(
                Map.of(
                    "names",
                    new Variable(
                        List.of("a", "b"),
                        new Values.Texts(Shapes.of(2, 1), List.of("", "☃ \uD83D\uDE00")),
                        Map.of("unit", "none", "", "{}"))),
                Map.of("unused", Values.upTo(4)),
                Map.of("created_at", "never")))
        .dims("theta", "school")
        .dims("y", "obs")
        .labels("school", "Choate", "Deerfield", "Grüße")
        .labels("obs", Values.of(Tensor.of(0.5, 1.5, 2.5)));
  }

  /** A little of each. */
  static InferenceData small() {
    return InferenceData.createdAt(Instant.EPOCH)
        .posterior(Draws.ofChains(Map.of("theta", Tensor.linspace(0, 1, 12).reshape(2, 3, 2))))
        .observedData(Map.of("y", Tensor.of(true, false)))
        .dims("theta", "school")
        .labels("school", "A", "B");
  }
}
