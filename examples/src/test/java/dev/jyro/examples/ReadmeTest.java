package dev.jyro.examples;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.examples.data.Mnist;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of the README, compiled and run. */
final class ReadmeTest {
  private static final int BATCHES = 60;
  private static final int SIZE = 128;

  @Test
  void trainsTheAutoencoder() {
    List<Tensor> batches = batches();

    // region readme-vae
    Net encoder = Net.linear(784, 400).then(Tensor::softplus).then(Net.linear(400, 2 * 50));
    Net decoder = Net.linear(50, 400).then(Tensor::softplus).then(Net.linear(400, 784));

    Model<Tensor> model =
        images -> {
          Net decode = module("decoder", decoder);
          plate(
              "data",
              images.size(0),
              () -> {
                Tensor z = sample("latent", Normal.standard(50).toEvent(1));
                observe("pixels", Bernoulli.ofLogits(decode.forward(z)).toEvent(1), images);
              });
        };

    Model<Tensor> guide =
        images -> {
          Net encode = module("encoder", encoder);
          plate(
              "data",
              images.size(0),
              () -> {
                Tensor[] q = encode.forward(images).split(50, -1);
                sample("latent", Normal.of(q[0], q[1].exp()).toEvent(1));
              });
        };

    SVI<Tensor> svi = SVI.of(model, guide, Adam.withLearningRate(1e-3), TraceELBO.create());
    double total = 0;
    for (Tensor batch : batches) {
      total += svi.step(batch); // -ELBO in nats, summed over the batch
    }
    // endregion

    double before = total / BATCHES / SIZE;
    double after = svi.evaluateLoss(batches.get(0)) / SIZE;
    assertThat(after).isBetween(100.0, before - 20);
    assertThat(svi.params().names()).contains("decoder.0.weight", "encoder.1.bias");
  }

  @Test
  void freesWhatAScopeHolds() {
    Tensor data = Tensor.of(1f, 2f, 3f);

    // region readme-scope
    Tensor mean;
    try (TensorScope scope = TensorScope.open()) {
      Tensor shifted = data.mul(2).add(1); // freed when the scope closes
      mean = scope.keep(shifted.mean()); // lives on
    }
    // endregion

    // region readme-gradient
    Tensor gradient = Gradients.grad(x -> x.square().sum(), data); // 2 x
    // endregion

    assertThat(mean.item()).isEqualTo(5);
    assertThat(gradient.toFloats()).containsExactly(2, 4, 6);
  }

  private static List<Tensor> batches() {
    byte[] grey = Mnist.embedded().train().pixels();
    List<Tensor> batches = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      float[] pixels = new float[SIZE * 784];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (grey[batch * pixels.length + i] & 0xff) / 255f;
      }
      batches.add(Tensor.of(pixels, Shapes.of(SIZE, 784)));
    }
    return batches;
  }
}
