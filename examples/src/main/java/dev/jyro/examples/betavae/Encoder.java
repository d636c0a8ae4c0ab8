package dev.jyro.examples.betavae;

import static dev.jyro.ppl.Primitives.module;

import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Tensor;

/**
 * What images say of their codes: {@code q(z|x) = Normal(loc(x), scale(x))}, the numbers of a code
 * independent of each other.
 *
 * <p>The scale, a standard deviation, is the square of a linear map, so that it is not negative; a
 * millionth is added, so that it is not 0 either, which no normal distribution may have.
 *
 * <p>To be called within a program: it asks for its weights.
 */
final class Encoder {
  /** The least standard deviation of a code. */
  static final double LEAST_SCALE = 1e-6;

  private final Net hidden;
  private final Net loc;
  private final Net root;

  Encoder(int pixels, int width, int latent) {
    this.hidden = Layers.hidden(pixels, width);
    this.loc = Layers.linear(width, latent);
    this.root = Layers.linear(width, latent);
  }

  // region beta-vae-encoder
  /** The codes of images, of shape {@code (n, pixels)}: batch shape (n), event shape (latent). */
  Distribution of(Tensor images) {
    Tensor seen = module("encoder.hidden", hidden).forward(images);
    Tensor mean = module("encoder.loc", loc).forward(seen);
    Tensor scale = module("encoder.root", root).forward(seen).square().add(LEAST_SCALE);
    return Normal.of(mean, scale).toEvent(1);
  }
  // endregion
}
