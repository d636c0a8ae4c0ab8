package dev.jyro.examples.betavae;

import static dev.jyro.ppl.Primitives.module;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Distribution;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Tensor;

/**
 * What codes say of their images: {@code p(x|z) = Bernoulli(logits = f(z))}, the pixels independent
 * of each other.
 *
 * <p>To be called within a program: it asks for its weights.
 */
final class Decoder {
  private final Net net;

  Decoder(int latent, int width, int pixels) {
    this.net = Layers.hidden(latent, width).then(Layers.linear(width, pixels));
  }

  // region beta-vae-decoder
  /** The images of codes, of shape {@code (n, latent)}: batch shape (n), event shape (pixels). */
  Distribution of(Tensor codes) {
    return Bernoulli.ofLogits(module("decoder", net).forward(codes)).toEvent(1);
  }
  // endregion
}
