package dev.jyro.inference.predictive;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.function.IntFunction;

/**
 * A model that is to be in service.
 *
 * @param data what a request is about, by its number
 */
record Service(String name, Model<Tensor> model, Model<Tensor> guide, IntFunction<Tensor> data) {
  private static final int PIXELS = 16;
  private static final int CODES = 3;
  private static final int SCHOOLS = 8;

  static Service autoencoder() {
    Net encoder = Net.linear(PIXELS, 10).then(Tensor::softplus).then(Net.linear(10, 2 * CODES));
    Net decoder = Net.linear(CODES, 10).then(Tensor::softplus).then(Net.linear(10, PIXELS));
    return new Service(
        "autoencoder",
        images -> decoded(images, module("decoder", decoder)),
        images -> encoded(images, module("encoder", encoder)),
        Service::images);
  }

  static Service eightSchools() {
    return new Service("eight schools", Service::schools, Service::believed, Service::effects);
  }

  /** Parameters after some steps. */
  ParamStore trained() {
    try (TensorScope scope = TensorScope.open()) {
      SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), TraceELBO.create());
      for (int i = 0; i < 20; i++) {
        svi.step(data.apply(i));
      }
      return svi.params();
    }
  }

  private static Tensor images(int request) {
    float[] ink = new float[(1 + request % 3) * PIXELS];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (request + i * i) % 3 % 2;
    }
    return Tensor.of(ink, Shapes.of(1 + request % 3, PIXELS));
  }

  private static void decoded(Tensor images, Net decode) {
    plate(
        "images",
        images.size(0),
        () -> {
          Tensor code = sample("code", Normal.standard(CODES).toEvent(1));
          observe("pixels", Bernoulli.ofLogits(decode.forward(code)).toEvent(1), images);
        });
  }

  private static void encoded(Tensor images, Net encode) {
    plate(
        "images",
        images.size(0),
        () -> {
          Tensor[] q = encode.forward(images).split(CODES, -1);
          sample("code", Normal.of(q[0], q[1].mul(0.5).exp()).toEvent(1));
        });
  }

  private static Tensor effects(int request) {
    float[] effects = {28, 8, -3, 7, -1, 1, 18, request % 12};
    return Tensor.of(effects);
  }

  private static void schools(Tensor effects) {
    Tensor mu = sample("mu", Normal.of(0, 5));
    Tensor tau = sample("tau", LogNormal.of(0, 1));
    plate(
        "schools",
        SCHOOLS,
        () -> {
          Tensor theta = sample("theta", Normal.of(mu, tau));
          observe("effect", Normal.of(theta, 12), effects);
        });
  }

  private static void believed(Tensor effects) {
    sample("mu", Normal.of(param("m", 0), param("m_scale", 1, Constraints.positive())));
    sample("tau", LogNormal.of(param("t", 0), param("t_scale", 1, Constraints.positive())));
    Tensor loc = param("l", () -> Tensor.zeros(SCHOOLS), Constraints.real());
    Tensor scale = param("l_scale", () -> Tensor.ones(SCHOOLS), Constraints.positive());
    plate("schools", SCHOOLS, () -> sample("theta", Normal.of(loc, scale)));
  }
}
