package dev.jyro.examples.bench;

import ai.djl.ndarray.types.DataType;
import dev.jyro.examples.vae.Vae;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/** The autoencoder of Pyro's tutorial on one batch of random black and white. */
final class VaeWork {
  private static final int BATCH = 128;
  private static final int PIXELS = 784;
  private static final int HIDDEN = 400;
  private static final int LATENT = 50;

  private VaeWork() {}

  static Work<Tensor> create() {
    return create(BATCH);
  }

  static Work<Tensor> create(int batch) {
    Vae vae = new Vae(PIXELS, HIDDEN, LATENT);
    Tensor images = images(batch);
    return new Work<>(
        "vae",
        vae::model,
        vae::guide,
        images,
        1e-3,
        () -> new VaeByHand(images, HIDDEN, LATENT, 0));
  }

  private static Tensor images(int count) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor grey = Noise.of(0).at("images").uniform(Shapes.of(count, PIXELS), DataType.FLOAT32);
      return TensorScope.release(grey.round());
    }
  }
}
