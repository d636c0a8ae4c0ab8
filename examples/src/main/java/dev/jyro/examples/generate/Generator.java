package dev.jyro.examples.generate;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Distribution;
import dev.jyro.handler.Handlers;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;

/** Makes images, in three ways; all give probabilities of ink, {@code (n, pixels)}. */
record Generator(Pretrained pretrained) {

  // region vae-generate-ways
  /** Out of nothing: the model draws codes from the prior, and decodes them. */
  Tensor fromPrior(int count, long seed) {
    return pretrained.ink(Handlers.seed(pretrained.vae()::model, seed), count);
  }

  /** Like an image: codes around its own, so many of the encoder's deviations away. */
  Tensor like(Tensor image, double temperature, int count, Noise noise) {
    Distribution q = pretrained.codes(image);
    Tensor deviation = q.variance().sqrt().mul(temperature);
    Tensor step = noise.normal(q.mean().expand(count, -1).shape(), DataType.FLOAT32);
    return pretrained.decode(q.mean().add(deviation.mul(step)));
  }

  /** From one image to another: the straight line from the mean of its code to the other's. */
  Tensor between(Tensor first, Tensor second, int count) {
    Tensor along = Tensor.linspace(0, 1, count).unsqueeze(-1);
    Tensor from = pretrained.codes(first).mean();
    Tensor to = pretrained.codes(second).mean();
    return pretrained.decode(from.lerp(to, along));
  }
  // endregion
}
