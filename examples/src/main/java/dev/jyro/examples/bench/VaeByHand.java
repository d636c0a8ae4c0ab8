package dev.jyro.examples.bench;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** {@link dev.jyro.examples.vae.Vae} without the language, on one batch. */
final class VaeByHand implements Handwritten {
  private final Tensor images;
  private final int latent;
  private final Layer encoderHidden;
  private final Layer encoderOut;
  private final Layer decoderHidden;
  private final Layer decoderOut;

  /** A linear layer; it starts with the numbers that SVI's does. */
  private record Layer(Leaf weight, Leaf bias) {
    static Layer of(String name, int in, int out, Noise noise) {
      double bound = 1 / Math.sqrt(in);
      return new Layer(
          uniform(noise.at(name + ".weight"), bound, out, in),
          uniform(noise.at(name + ".bias"), bound, out));
    }

    private static Leaf uniform(Noise noise, double bound, long... sizes) {
      Tensor unit = noise.uniform(Shapes.of(sizes), DataType.FLOAT32);
      return Leaf.of(unit.mul(2 * bound).sub(bound));
    }

    Tensor apply(Tensor x) {
      return x.linear(weight.value(), bias.value());
    }
  }

  VaeByHand(Tensor images, int hidden, int latent, long seed) {
    int pixels = Math.toIntExact(images.size(1));
    Noise noise = Noise.of(seed).at("param");
    this.images = images;
    this.latent = latent;
    this.encoderHidden = Layer.of("encoder.0", pixels, hidden, noise);
    this.encoderOut = Layer.of("encoder.1", hidden, 2 * latent, noise);
    this.decoderHidden = Layer.of("decoder.0", latent, hidden, noise);
    this.decoderOut = Layer.of("decoder.1", hidden, pixels, noise);
  }

  @Override
  public List<Leaf> leaves() {
    return Stream.of(encoderHidden, encoderOut, decoderHidden, decoderOut)
        .flatMap(layer -> Stream.of(layer.weight(), layer.bias()))
        .toList();
  }

  @Override
  public Tensor loss(Noise noise) {
    Tensor[] q = encoderOut.apply(encoderHidden.apply(images).softplus()).split(latent, -1);
    Tensor scale = q[1].exp();
    Tensor z = q[0].add(Handwritten.normal(noise, "latent", images.size(0), latent).mul(scale));
    Tensor logits = decoderOut.apply(decoderHidden.apply(z).softplus());

    Tensor model =
        LogDensity.normal(z, 1)
            .sum(-1)
            .sum()
            .add(LogDensity.bernoulli(images, logits).sum(-1).sum());
    return model.sub(LogDensity.normal(z, q[0], scale).sum(-1).sum()).neg();
  }
}
