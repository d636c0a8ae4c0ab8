package dev.jyro.examples.particles;

import static dev.jyro.handler.Handlers.condition;
import static dev.jyro.handler.Handlers.seed;
import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;

/**
 * An autoencoder of black and white images, whose model knows no data: they are laid on it from
 * outside.
 *
 * <p>Model: {@code z ~ Normal(0, 1)^latent}, {@code x ~ Bernoulli(logits = decoder(z))}, for each
 * image; {@code x_mean} is the probability of ink. Guide: {@code z ~ Normal(loc, scale)} with loc
 * and log scale from {@code encoder(x)}. Both networks have two hidden layers of rectified linear
 * units.
 *
 * <p>Shapes: images x are {@code (n, pixels)}, each pixel 0 or 1; codes z are {@code (n, latent)}.
 * With particles side by side, codes and probabilities have their dimension in front.
 *
 * <p>Source: ZhuSuan's tutorial, Variational Autoencoders; Kingma and Welling 2014, Auto-Encoding
 * Variational Bayes.
 */
final class Autoencoder {
  private final int latent;
  private final Net encoder;
  private final Net decoder;

  /**
   * With networks of two hidden layers each.
   *
   * @param pixels numbers of an image
   * @param hidden numbers of a hidden layer
   * @param latent numbers of a code
   */
  Autoencoder(int pixels, int hidden, int latent) {
    this.latent = latent;
    this.encoder = layers(pixels, hidden, 2 * latent);
    this.decoder = layers(latent, hidden, pixels);
  }

  private static Net layers(int in, int hidden, int out) {
    return Net.linear(in, hidden)
        .then(Tensor::relu)
        .then(Net.linear(hidden, hidden))
        .then(Tensor::relu)
        .then(Net.linear(hidden, out));
  }

  // region vae-particles-model
  /** How n images come about. */
  void model(Long n) {
    Net decode = module("decoder", decoder);
    plate(
        "images",
        n,
        () -> {
          Tensor z = sample("z", Normal.standard(latent).toEvent(1));
          Tensor logits = decode.forward(z);
          deterministic("x_mean", logits.sigmoid());
          sample("x", Bernoulli.ofLogits(logits).toEvent(1));
        });
  }

  // endregion

  /** What images say of their codes. */
  void guide(Tensor x) {
    Net encode = module("encoder", encoder);
    plate(
        "images",
        x.size(0),
        () -> {
          Tensor[] q = encode.forward(x).split(latent, -1);
          sample("z", Normal.of(q[0], q[1].exp()).toEvent(1));
        });
  }

  // region vae-particles-reuse
  /** Given x: what is trained, and what scores images. */
  void modelGivenX(Tensor x) {
    condition(this::model, Map.of("x", x)).run(x.size(0));
  }

  /** Given z: the images of these codes, as probabilities of ink. */
  Tensor decoded(ParamStore params, Tensor z) {
    return Trace.of(params.given(condition(this::model, Map.of("z", z))), z.size(0))
        .value("x_mean");
  }

  /** Given nothing: n images that nobody wrote, as probabilities of ink. */
  Tensor imagined(ParamStore params, long n, long seed) {
    return Trace.of(params.given(seed(this::model, seed)), n).value("x_mean");
  }

  // endregion

  /** A code for each image, drawn from the guide. */
  Tensor encoded(ParamStore params, Tensor x, long seed) {
    return Trace.of(params.given(seed(this::guide, seed)), x).value("z");
  }
}
