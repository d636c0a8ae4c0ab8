package dev.jyro.examples.gaussian;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.NormalInitializer;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Site;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;

/**
 * An autoencoder whose code is Gaussian given the image, and whose image may be, given the code.
 *
 * <p>Model: {@code z ~ Normal(0, 1)^latent}, {@code x ~ likelihood(decoder(z))}. Guide: {@code z ~
 * Normal(m, exp(v / 2))} with mean {@code m} and log variance {@code v} from {@code encoder(x)}.
 * Both networks have one hidden layer with ELU; their weights start as normal numbers of variance
 * {@code 2 / inputs}, their biases at zero. Parameters are named as in the source, {@code P} for
 * the decoder and {@code Q} for the encoder.
 *
 * <p>Shapes: images are {@code (n, pixels)}, values from 0 to 1; codes {@code (n, latent)}.
 *
 * <p>Source: Kingma and Welling 2014, Auto-Encoding Variational Bayes; sizes as in a notebook for
 * TensorFlow (see the page of this example). Initialisation: He, Zhang, Ren and Sun 2015, Delving
 * Deep into Rectifiers.
 */
final class GaussianVae {
  static final String CODE = "code";
  static final String IMAGE = "pixels";

  private final int pixels;
  private final int latent;
  private final Likelihood likelihood;
  private final Net encoder;
  private final Net decoder;

  GaussianVae(int pixels, int hidden, int latent, Likelihood likelihood) {
    this.pixels = pixels;
    this.latent = latent;
    this.likelihood = likelihood;
    this.encoder = layer(pixels, hidden).then(Tensor::elu).then(layer(hidden, 2 * latent));
    this.decoder = layer(latent, hidden).then(Tensor::elu).then(layer(hidden, pixels));
  }

  // region vae-gaussian-programs
  /** How images come about. */
  void model(Tensor images) {
    Net decode = module("P", decoder);
    plate(
        "images",
        images.size(0),
        () -> {
          Tensor z = sample(CODE, Normal.standard(latent).toEvent(1));
          observe(IMAGE, likelihood.of(decode.forward(z)).toEvent(1), images);
        });
  }

  /** What an image says of its code. */
  void guide(Tensor images) {
    Net encode = module("Q", encoder);
    plate(
        "images",
        images.size(0),
        () -> {
          Tensor[] q = encode.forward(images).split(latent, -1);
          Tensor mean = q[0];
          Tensor logVariance = q[1];
          sample(CODE, Normal.of(mean, logVariance.div(2).exp()).toEvent(1));
        });
  }

  // endregion

  // region vae-gaussian-layer
  /** A linear layer whose weights start as Normal(0, 1 / √(in / 2)), its biases at zero. */
  static Net layer(int in, int out) {
    Block linear = Linear.builder().setUnits(out).build();
    float deviation = (float) (1 / Math.sqrt(in / 2.0));
    linear.setInitializer(new NormalInitializer(deviation), Parameter.Type.WEIGHT);
    return Net.of(linear, new Shape(1, in));
  }

  // endregion

  /** What the guide says of the codes of images; batch {@code (n)}, event {@code (latent)}. */
  Distribution codes(ParamStore params, Tensor images) {
    return Trace.of(params.given(this::guide), images).get(CODE).sample().distribution();
  }

  /** Images encoded, and their most probable codes decoded again: means of pixels. */
  Tensor reconstruct(ParamStore params, Tensor images) {
    Map<String, Tensor> codes = Map.of(CODE, codes(params, images).mean());
    Model<Tensor> model = Handlers.substitute(this::model, codes);
    Site site = Trace.of(params.given(model), images).get(IMAGE);
    return site.sample().distribution().mean();
  }

  /** The pixels of new images, of codes that the seed decides: their distribution, and a draw. */
  Site imagine(ParamStore params, int count, long seed) {
    Model<Tensor> drawing = Handlers.seed(Handlers.uncondition(this::model), seed);
    return Trace.of(params.given(drawing), Tensor.zeros(count, pixels)).get(IMAGE);
  }
}
