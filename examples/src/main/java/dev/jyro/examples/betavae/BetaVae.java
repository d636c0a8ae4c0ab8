package dev.jyro.examples.betavae;

import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;

/**
 * The variational autoencoder whose divergence is weighted: images from a few numbers each, and the
 * numbers from the image.
 *
 * <p>Model: {@code z ~ Normal(0, 1)^latent}, {@code x ~ p(x|z)} of the {@link Decoder}, for each
 * image. Guide: {@code z ~ q(z|x)} of the {@link Encoder}. Grey pixels are taken as probabilities
 * of ink, as is customary. The weight is the objective's, see {@link Objectives}.
 *
 * <p>Shapes: images are {@code (n, pixels)}, values from 0 to 1; codes {@code (n, latent)}.
 *
 * <p>Source: Kingma and Welling 2014, Auto-Encoding Variational Bayes; Higgins et al. 2017,
 * beta-VAE.
 */
final class BetaVae {
  static final String CODE = "code";
  static final String IMAGE = "image";
  private static final String INK = "ink";

  private final int latent;
  private final Encoder encoder;
  private final Decoder decoder;

  /**
   * With networks of two hidden layers each.
   *
   * @param pixels numbers of an image
   * @param hidden numbers of a hidden layer
   * @param latent numbers of a code
   */
  BetaVae(int pixels, int hidden, int latent) {
    this.latent = latent;
    this.encoder = new Encoder(pixels, hidden, latent);
    this.decoder = new Decoder(latent, hidden, pixels);
  }

  // region beta-vae-programs
  /** How images come about. */
  void model(Tensor images) {
    plate(
        "data",
        images.size(0),
        () -> {
          Tensor z = sample(CODE, Normal.standard(latent).toEvent(1));
          observe(IMAGE, decoder.of(z), images);
        });
  }

  /** What an image says of its code. */
  void guide(Tensor images) {
    plate("data", images.size(0), () -> sample(CODE, encoder.of(images)));
  }

  // endregion

  /** Codes drawn for images. */
  Tensor encode(ParamStore params, Tensor images, long seed) {
    return encoded(params, images, seed).value(CODE);
  }

  /** The means of the codes of images. */
  Tensor means(ParamStore params, Tensor images) {
    return encoded(params, images, 0).get(CODE).sample().distribution().mean();
  }

  private Trace encoded(ParamStore params, Tensor images, long seed) {
    Model<Tensor> guide = this::guide;
    return Trace.of(params.given(Handlers.seed(guide, seed)), images);
  }

  /** What the decoder makes of codes: the probabilities of ink, of shape {@code (n, pixels)}. */
  Tensor decode(ParamStore params, Tensor codes) {
    Model<Tensor> ink = z -> deterministic(INK, decoder.of(z).mean());
    return Trace.of(params.given(ink), codes).value(INK);
  }
}
