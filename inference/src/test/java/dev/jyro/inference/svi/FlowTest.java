package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Transformed;
import dev.jyro.flow.SplineCoupling;
import dev.jyro.inference.optim.Adam;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Maximum likelihood by a flow: a guide without sites leaves the log density of the data. */
final class FlowTest {
  private static final int POINTS = 512;

  /**
   * What two moons are, next to a normal distribution: the flow must gain this, in nats a point.
   */
  private static final double MARGIN = 0.5;

  private static final Model<Tensor> BASE =
      data ->
          plate(
              "data",
              data.size(0),
              () -> {
                Tensor loc = param("loc", Tensor.zeros(2));
                Tensor scale = param("scale", Tensor.ones(2), Constraints.positive());
                observe("x", Normal.of(loc, scale).expand(shape(data)).toEvent(1), data);
              });

  private static final Model<Tensor> FLOW =
      data -> {
        SplineCoupling first = SplineCoupling.param("first", 2, 1);
        SplineCoupling second = SplineCoupling.param("second", 2, 1);
        plate(
            "data",
            data.size(0),
            () ->
                observe(
                    "x",
                    Transformed.of(
                        Normal.of(0, 1).expand(shape(data)).toEvent(1),
                        first,
                        Bijectors.permute(1, 0),
                        second),
                    data));
      };

  private static Shape shape(Tensor data) {
    return Shapes.of(data.size(0), 2);
  }

  /** Two half circles that face each other, blurred by 0.1 and centred. */
  private static Tensor moons(long seed) {
    double[] angles = angles(seed);
    float[] points = new float[2 * POINTS];
    double[] blur =
        Noise.of(seed).at("blur").normal(Shapes.of(2 * POINTS), DataType.FLOAT64).toDoubles();
    for (int i = 0; i < POINTS; i++) {
      boolean upper = i % 2 == 0;
      double x = Math.cos(angles[i]);
      double y = Math.sin(angles[i]);
      points[2 * i] = (float) ((upper ? x : 1 - x) - 0.5 + 0.1 * blur[2 * i]);
      points[2 * i + 1] = (float) ((upper ? y : 0.5 - y) - 0.25 + 0.1 * blur[2 * i + 1]);
    }
    return Tensor.of(points, Shapes.of(POINTS, 2));
  }

  private static double[] angles(long seed) {
    return Noise.of(seed)
        .at("angles")
        .uniform(Shapes.of(POINTS), DataType.FLOAT64)
        .mul(Math.PI)
        .toDoubles();
  }

  private static double lossOnNewPoints(Model<Tensor> model, int steps) {
    SVI<Tensor> svi = SVI.of(model, data -> {}, Adam.withLearningRate(0.01), TraceELBO.create());
    Tensor known = moons(1);
    for (int i = 0; i < steps; i++) {
      svi.step(known);
    }
    return svi.evaluateLoss(moons(2)) / POINTS;
  }

  @Test
  void fitsTwoMoonsBetterThanItsBase() {
    double base = lossOnNewPoints(BASE, 300);
    double flow = lossOnNewPoints(FLOW, 400);
    assertThat(base - flow).as("%s nats a point, by a flow %s", base, flow).isGreaterThan(MARGIN);
  }
}
