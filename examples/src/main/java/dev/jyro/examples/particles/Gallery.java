package dev.jyro.examples.particles;

import dev.jyro.examples.data.Images;
import dev.jyro.examples.picture.ImageGrid;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.picture.Picture;
import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Journal;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.function.Supplier;

/** Draws what a training comes to, on its way and at its end. */
final class Gallery {
  private static final int SAMPLES = 100;

  private final Autoencoder vae;
  private final ParamStore params;
  private final ImageGrid grid;
  private final long seed;
  private final Stage stage;

  Gallery(Autoencoder vae, ParamStore params, Images images, long seed, Stage stage) {
    this.vae = vae;
    this.params = params;
    this.grid = ImageGrid.of(images.rows(), images.columns());
    this.seed = seed;
    this.stage = stage;
  }

  /** Saves a grid of samples; the codes are the same each time, the decoder is not. */
  void save(long epoch) {
    samples().writeTo(stage.folder().file("samples-epoch-%03d.png".formatted(epoch)));
  }

  /** What belongs into the report. */
  void finish(Tensor x, Journal journal, Bound bound) {
    stage.report().picture("bound.png", "The lower bound of each epoch", plot(journal, bound));
    stage.report().picture("samples.png", "Images that nobody wrote", samples());
    stage
        .report()
        .picture(
            "reconstructions.png",
            "Test images in black and white and, below each, the probabilities of ink by its code",
            reconstructions(x));
  }

  private static Picture plot(Journal journal, Bound bound) {
    return LinePlot.of(
            "Lower bound (" + bound + ")",
            "epoch",
            "nats an image",
            journal.curve(Course.ELBO, "training images"))
        .draw();
  }

  private Picture samples() {
    return drawn(() -> grid.draw(vae.imagined(params, SAMPLES, seed).toFloats()));
  }

  private Picture reconstructions(Tensor x) {
    return drawn(
        () -> {
          Tensor again = vae.decoded(params, vae.encoded(params, x, seed));
          return grid.drawPairs(x.toFloats(), again.toFloats());
        });
  }

  private static Picture drawn(Supplier<Picture> picture) {
    try (TensorScope scope = TensorScope.open()) {
      return Gradients.paused(picture);
    }
  }
}
