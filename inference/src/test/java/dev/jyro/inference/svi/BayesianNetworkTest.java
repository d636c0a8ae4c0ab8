package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A network of DJL's layers with a distribution over its weights, from {@code lift}. */
final class BayesianNetworkTest {
  private static final double SPREAD = 0.1;

  private final Net net =
      Net.of(Linear.builder().setUnits(20).build(), new Shape(1, 1))
          .then(Tensor::tanh)
          .then(Net.of(Linear.builder().setUnits(1).build(), new Shape(1, 20)));

  /** Points of a curve: where, and how high. */
  private record Points(Tensor x, Tensor y) {}

  private final Model<Points> plain =
      points -> {
        Net f = module("f", net);
        Tensor curve = deterministic("curve", f.forward(points.x()));
        plate(
            "points",
            points.x().size(0),
            () -> observe("y", Normal.of(curve, SPREAD).toEvent(1), points.y()));
      };

  private final Model<Points> bayesian = lifted();

  /** A standard normal prior for each weight. */
  private Model<Points> lifted() {
    // region training-lift
    Map<String, Distribution> priors = new HashMap<>();
    for (Net.Weight weight : net.weights()) {
      long[] sizes = weight.shape().getShape();
      priors.put("f." + weight.name(), Normal.standard(sizes).toEvent(sizes.length));
    }
    Model<Points> uncertain = Handlers.lift(plain, priors); // where plain has module("f", net)
    // endregion
    return uncertain;
  }

  /** Each weight by itself: its mean starts small and by chance, its scale at 0.05. */
  private final Model<Points> guide =
      points -> {
        for (Net.Weight weight : net.weights()) {
          String name = "f." + weight.name();
          Tensor start = Noise.of(1).at(name).normal(weight.shape(), DataType.FLOAT32);
          Tensor loc = param(name + ".loc", start.mul(0.5));
          Tensor scale = param(name + ".scale", start.onesLike().mul(0.05), Constraints.positive());
          sample(name, Normal.of(loc, scale).toEvent(weight.shape().dimension()));
        }
      };

  private final int draws = 400;

  /** Seeds 1 to 3. The data lie between -1 and 1; at 4 the curve is anybody's guess. */
  @Test
  void isLessSureOfACurveAwayFromItsData() {
    Tensor x = Tensor.linspace(-1, 1, 40).reshape(40, 1);
    Tensor noise = Noise.of(2).normal(new Shape(40, 1), DataType.FLOAT32);
    Points points = new Points(x, x.mul(3).sin().add(noise.mul(SPREAD)));
    SVI<Points> svi =
        SVI.of(
            bayesian,
            guide,
            Adam.withLearningRate(0.02),
            TraceELBO.create(),
            SVI.Options.defaults().seed(3));
    double first = svi.evaluateLoss(points);
    for (int i = 0; i < 1500; i++) {
      svi.step(points);
    }
    assertThat(svi.evaluateLoss(points)).isLessThan(first);

    double[][] curve = meanAndSpread(svi, new double[] {-4, -0.5, 0, 0.5, 4});
    for (int i = 1; i <= 3; i++) {
      double at = new double[] {0, -0.5, 0, 0.5, 0}[i];
      // within three standard deviations of the noise and of the posterior's own width
      assertThat(Math.abs(curve[0][i] - Math.sin(3 * at))).isLessThan(3 * (SPREAD + curve[1][i]));
      assertThat(curve[1][0]).isGreaterThan(2 * curve[1][i]);
      assertThat(curve[1][4]).isGreaterThan(2 * curve[1][i]);
    }
  }

  /** Of so many draws of the posterior. */
  private double[][] meanAndSpread(SVI<Points> svi, double[] at) {
    float[] where = new float[at.length];
    for (int i = 0; i < at.length; i++) {
      where[i] = (float) at[i];
    }
    Tensor x = Tensor.of(where).reshape(at.length, 1);
    Points asked = new Points(x, x.zerosLike());
    double[] sum = new double[at.length];
    double[] squares = new double[at.length];
    for (int draw = 0; draw < draws; draw++) {
      try (TensorScope scope = TensorScope.open()) {
        Model<Points> posterior = Handlers.seed(svi.params().given(guide), draw);
        Trace weights = Trace.of(posterior, asked);
        Trace drawn = Trace.of(Handlers.replay(bayesian, weights), asked);
        double[] height = drawn.value("curve").toDoubles();
        for (int i = 0; i < at.length; i++) {
          sum[i] += height[i] / draws;
          squares[i] += height[i] * height[i] / draws;
        }
      }
    }
    double[] spread = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      spread[i] = Math.sqrt(Math.max(0, squares[i] - sum[i] * sum[i]));
    }
    return new double[][] {sum, spread};
  }
}
