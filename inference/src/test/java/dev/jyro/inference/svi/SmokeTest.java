package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.*;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Distribution;
import dev.jyro.inference.optim.*;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void normalNormal() {
    for (int kind = 0; kind < 3; kind++) {
      boolean score = kind == 1;
      Tensor data = Tensor.of(new float[][] {{-.1f, .3f}, {0f, .4f}, {.2f, .5f}, {.1f, .7f}});
      Model<Tensor> model = x -> {
        Tensor loc = sample("loc", Normal.of(Tensor.of(0f, .5f), Tensor.of(3.1622777f, 3.1622777f)).toEvent(1));
        plate("data", x.size(0), () -> observe("obs", Normal.of(loc, Tensor.of(0.40824829f, .5f)).toEvent(1), x));
      };
      Model<Tensor> guide = x -> {
        Tensor m = param("m", Tensor.of(0.0497925f + .134f, 0.4751553f + .134f));
        Tensor s = param("s", Tensor.of((float) Math.exp(-1.5911059 - .14), (float) Math.exp(-1.3894096 - .14)), Constraints.positive());
        Distribution q = Normal.of(m, s).toEvent(1);
        sample("loc", score ? q.notReparameterized() : q);
      };
      SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(1e-3), kind == 2 ? TraceELBO.vectorized(10) : TraceELBO.create());
      long t = System.nanoTime();
      double loss = 0;
      for (int i = 0; i < 5000; i++) { double l = svi.step(data); if (i >= 4000) loss += l / 1000; }
      System.out.println(loss + " " + svi.params().get("m") + " " + svi.params().unconstrained("s") + " us/step " + (System.nanoTime() - t) / 5e6);
      System.out.println(svi.evaluateLoss(data));
    }
  }
}
