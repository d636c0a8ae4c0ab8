package dev.jyro.examples.vae;

import dev.jyro.examples.data.ImageSet;
import dev.jyro.examples.data.Images;
import dev.jyro.examples.picture.ImageGrid;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Journal;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/** Draws what a training came to. */
final class Gallery {
  private static final int SAMPLES = 100;
  private static final int PAIRS = 30;

  private final Vae vae;
  private final ParamStore params;
  private final Stage stage;

  Gallery(Vae vae, ParamStore params, Stage stage) {
    this.vae = vae;
    this.params = params;
    this.stage = stage;
  }

  void draw(Images test, ImageSet labelled, Journal journal, Config config) {
    elbo(journal);
    try (TensorScope scope = TensorScope.open()) {
      Gradients.paused(
          () -> {
            reconstructions(test);
            samples(test, config.seed());
            return true;
          });
    }
  }

  private void elbo(Journal journal) {
    LinePlot plot =
        LinePlot.of(
            "Variational autoencoder on MNIST",
            "epoch",
            "ELBO in nats an image",
            journal.curve(Course.ELBO, "training images"),
            journal.curve("test_elbo", "test images"));
    stage.report().picture("elbo.png", "The ELBO of each epoch", plot.draw());
  }

  private void reconstructions(Images test) {
    Tensor images = test.first(PAIRS);
    Tensor again = vae.reconstruct(params, images);
    stage
        .report()
        .picture(
            "reconstructions.png",
            "Test digits and, below each, what the autoencoder made of it",
            ImageGrid.of(test.rows(), test.columns())
                .drawPairs(images.toFloats(), again.toFloats()));
  }

  private void samples(Images test, long seed) {
    Tensor likeThese = Tensor.zeros(SAMPLES, test.size());
    Tensor imagined = vae.imagine(params, likeThese, seed);
    stage
        .report()
        .picture(
            "samples.png",
            "Digits that nobody wrote, decoded from random codes",
            ImageGrid.of(test.rows(), test.columns()).draw(imagined.toFloats()));
  }
}
