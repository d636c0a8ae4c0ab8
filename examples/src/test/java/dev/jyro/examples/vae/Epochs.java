package dev.jyro.examples.vae;

import dev.jyro.Footprint;
import dev.jyro.examples.data.Images;
import dev.jyro.examples.data.Mnist;
import dev.jyro.inference.data.Feed;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/**
 * A process that trains the autoencoder of the example, batches made ahead of need, looks at test
 * images once an epoch, and prints {@link Footprint}s.
 */
final class Epochs {
  /** Steps of an epoch: 60,000 images by 128. */
  static final int STEPS = 469;

  static final int PRINTS = 100;

  private final Images test;
  private final SVI<Tensor> svi;

  private Epochs(Images test) {
    this.test = test;
    Vae vae = new Vae(test.size(), 400, 50);
    this.svi = SVI.of(vae::model, vae::guide, Adam.withLearningRate(1e-3), TraceELBO.create());
  }

  public static void main(String[] arguments) {
    Mnist digits = Mnist.embedded();
    Epochs epochs = new Epochs(Images.of(digits.test()));
    epochs.train(Images.of(digits.train()), Integer.parseInt(arguments[0]));
  }

  private void train(Images images, int steps) {
    try (Feed<Tensor> feed = images.batches(128).shuffled(0).from(0)) {
      step(feed, 0); // makes the parameters
      Footprint.print(steps, PRINTS, round -> step(feed, round), TensorScope::unscoped);
    }
  }

  private void step(Feed<Tensor> feed, int round) {
    try (TensorScope scope = TensorScope.open()) {
      svi.step(feed.next());
    }
    if (round % STEPS == 0) {
      evaluate();
    }
  }

  private void evaluate() {
    try (Feed<Tensor> feed = test.batches(1000).epoch(0)) {
      while (feed.hasNext()) {
        try (TensorScope scope = TensorScope.open()) {
          svi.evaluateLoss(feed.next());
        }
      }
    }
  }
}
