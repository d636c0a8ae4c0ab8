package dev.jyro.inference.svi;

import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;

/**
 * A location m and a logarithm of a scale t, fitted by a long descent; their places on the way are
 * averaged over stretches, which are long enough to be all but independent.
 */
final class Fitted {
  private static final int STRETCHES = 20;
  private static final int STRETCH = 150;
  private static final int APPROACH = 800;

  private Fitted() {}

  static Samples of(Model<Tensor> model, ELBO objective, double rate, Tensor data) {
    ParamStore params = ParamStore.create();
    params.put("m", Tensor.of(1.0));
    params.put("t", Tensor.of(0.0));
    SVI<Tensor> svi =
        SVI.of(
            model,
            any -> {},
            SGD.withLearningRate(rate),
            objective,
            SVI.Options.defaults().params(params).seed(7));
    descend(svi, APPROACH, data);
    Samples places = new Samples();
    for (int i = 0; i < STRETCHES; i++) {
      double[] mean = descend(svi, STRETCH, data);
      places.add("m", mean[0]);
      places.add("t", mean[1]);
    }
    return places;
  }

  /** The mean place on the way. */
  private static double[] descend(SVI<Tensor> svi, int steps, Tensor data) {
    double[] mean = new double[2];
    for (int i = 0; i < steps; i++) {
      svi.step(data);
      mean[0] += svi.params().get("m").item() / steps;
      mean[1] += svi.params().get("t").item() / steps;
    }
    return mean;
  }
}
