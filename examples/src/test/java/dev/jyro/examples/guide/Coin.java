package dev.jyro.examples.guide;

// region getting-started
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Beta;
import dev.jyro.inference.diagnostic.Summary;
import dev.jyro.inference.guide.AutoNormal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.Locale;

/** How fair is a coin that fell on heads seven times out of ten? */
final class Coin {
  private static final Model<Tensor> MODEL =
      tosses -> {
        Tensor heads = sample("heads", Beta.of(1, 1));
        plate("tosses", tosses.size(0), () -> observe("toss", Bernoulli.of(heads), tosses));
      };

  public static void main(String[] args) {
    Tensor tosses = Tensor.of(1f, 0f, 1f, 1f, 1f, 0f, 1f, 0f, 1f, 1f);

    AutoNormal<Tensor> guide = AutoNormal.of(MODEL);
    SVI<Tensor> svi = SVI.of(MODEL, guide, Adam.withLearningRate(0.01), TraceELBO.vectorized(16));
    for (int step = 1; step <= 1000; step++) {
      double loss = svi.step(tosses);
      if (step % 250 == 0) {
        System.out.printf(Locale.ROOT, "step %4d: loss %.2f%n", step, loss);
      }
    }

    Draws draws = guide.sample(svi.params(), 4000, Noise.of(0));
    System.out.println(Summary.of(draws));
  }
}
// endregion
