package dev.jyro.examples.vae;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.Site;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;
import java.util.TreeMap;

/**
 * The variational autoencoder: images from a few numbers each, and the numbers from the image.
 *
 * <p>Model: {@code z ~ Normal(0, 1)^latent}, {@code x ~ Bernoulli(logits = decoder(z))}, for each
 * image. Guide: {@code z ~ Normal(loc, scale)} with both from {@code encoder(x)}. Grey pixels are
 * taken as probabilities of ink, as is customary. Source: Kingma and Welling 2014, Auto-Encoding
 * Variational Bayes; sizes as in Pyro's tutorial.
 *
 * <p>Shapes: images are {@code (n, pixels)}, values from 0 to 1; codes {@code (n, latent)}.
 */
public final class Vae {
  /** The site of an image's code. */
  public static final String CODE = "latent";

  /** The site of an image. */
  public static final String IMAGE = "pixels";

  private final int pixels;
  private final int latent;
  private final Net encoder;
  private final Net decoder;

  /**
   * With networks of one hidden layer each.
   *
   * @param pixels numbers of an image
   * @param hidden numbers of a hidden layer
   * @param latent numbers of a code
   */
  public Vae(int pixels, int hidden, int latent) {
    this.pixels = pixels;
    this.latent = latent;
    this.encoder =
        Net.linear(pixels, hidden).then(Tensor::softplus).then(Net.linear(hidden, 2 * latent));
    this.decoder =
        Net.linear(latent, hidden).then(Tensor::softplus).then(Net.linear(hidden, pixels));
  }

  /**
   * The one that these parameters were trained with; it has their sizes.
   *
   * @throws JyroException if they are of another model
   */
  public static Vae of(ParamStore params) {
    Map<String, Shape> found = new TreeMap<>();
    params.names().forEach(name -> found.put(name, shape(params, name)));
    long pixels = shape(params, "decoder.1.bias").size();
    long hidden = shape(params, "encoder.0.bias").size();
    long latent = Math.max(1, shape(params, "encoder.1.bias").size() / 2);
    Vae vae = new Vae((int) pixels, (int) hidden, (int) latent);
    if (!found.equals(vae.shapes())) {
      throw new JyroException(
          "The parameters are those of another model: %s. Needed: such as %s."
              .formatted(found, vae.shapes()));
    }
    return vae;
  }

  private static Shape shape(ParamStore params, String name) {
    return params.find(name).fold(Shapes::scalar, entry -> entry.leaf().value().shape());
  }

  private Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new TreeMap<>();
    encoder.weights().forEach(weight -> shapes.put("encoder." + weight.name(), weight.shape()));
    decoder.weights().forEach(weight -> shapes.put("decoder." + weight.name(), weight.shape()));
    return shapes;
  }

  /** How many pixels an image has. */
  public int pixels() {
    return pixels;
  }

  // region vae-programs
  /** How images come about. */
  public void model(Tensor images) {
    Net decode = module("decoder", decoder);
    plate(
        "data",
        images.size(0),
        () -> {
          Tensor z = sample(CODE, Normal.standard(latent).toEvent(1));
          observe(IMAGE, Bernoulli.ofLogits(decode.forward(z)).toEvent(1), images);
        });
  }

  /** What an image says of its code. */
  public void guide(Tensor images) {
    Net encode = module("encoder", encoder);
    plate(
        "data",
        images.size(0),
        () -> {
          Tensor[] q = encode.forward(images).split(latent, -1);
          sample(CODE, Normal.of(q[0], q[1].exp()).toEvent(1));
        });
  }

  // endregion

  /** Images encoded and decoded again: the probabilities of ink. */
  Tensor reconstruct(ParamStore params, Tensor images, long seed) {
    Model<Tensor> guide = this::guide;
    Trace codes = Trace.of(params.given(Handlers.seed(guide, seed)), images);
    return decoded(params, Handlers.replay(this::model, codes), images);
  }

  /** What the guide thinks each image's code to be: the means, shape {@code (n, latent)}. */
  Tensor codes(ParamStore params, Tensor images) {
    Model<Tensor> guide = this::guide;
    Trace encoded = Trace.of(params.given(Handlers.seed(guide, 0)), images);
    return encoded.get(CODE).sample().distribution().mean();
  }

  /** As many new images as there are here: the probabilities of ink. */
  Tensor imagine(ParamStore params, Tensor images, long seed) {
    Model<Tensor> model = this::model;
    return decoded(params, Handlers.seed(model, seed), images);
  }

  private static Tensor decoded(ParamStore params, Model<Tensor> model, Tensor images) {
    Site site = Trace.of(params.given(model), images).get(IMAGE);
    return site.sample().distribution().mean();
  }
}
