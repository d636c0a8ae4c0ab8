package dev.jyro.inference.guide;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.ClippedAdam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;

/**
 * Two standard normal numbers of which only the sum is seen, with an error that has deviation 1.
 *
 * <p>The precision of the posterior is ((2, 1), (1, 2)), so variances are 2/3 and the covariance
 * -1/3; both means are a third of what is seen, 3. Sticking the landing, the gradient has no noise
 * where the guide is the posterior, and the loss is {@link #LOSS} at any draw.
 */
final class SumOfTwo {
  static final Model<Tensor> MODEL =
      data -> {
        Tensor a = sample("a", Normal.of(0, 1));
        Tensor b = sample("b", Normal.of(0, 1));
        observe("x", Normal.of(a.add(b), 1), data);
      };

  /** {@code -log N(3 | 0, 3)}. */
  static final double LOSS = 0.5 * (3 + Math.log(2 * Math.PI * 3));

  private static final int STEPS = 1000;

  private SumOfTwo() {}

  static Tensor data() {
    return Tensor.scalar(3);
  }

  /** Fitted by steps that shrink to a twentieth. */
  static SVI<Tensor> fitted(AutoGuide<Tensor> guide) {
    ClippedAdam optimizer =
        ClippedAdam.withLearningRate(0.05).rateDecay(Math.pow(0.05, 1.0 / STEPS));
    SVI<Tensor> svi =
        SVI.of(MODEL, guide, optimizer, TraceELBO.vectorized(16).stickingTheLanding());
    Tensor data = data();
    for (int i = 0; i < STEPS; i++) {
      svi.step(data);
    }
    return svi;
  }
}
