package dev.jyro.examples.gaussian;

import dev.jyro.effect.Site;
import dev.jyro.examples.data.Images;
import dev.jyro.examples.picture.ImageGrid;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.picture.Picture;
import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Journal;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Locale;

/** Draws what a training came to. */
final class Gallery {
  private static final int PAIRS = 20;
  private static final int DRAWS = 10;

  private final GaussianVae vae;
  private final ParamStore params;
  private final Images test;
  private final Stage stage;
  private final ImageGrid grid;

  Gallery(GaussianVae vae, ParamStore params, Images test, Stage stage) {
    this.vae = vae;
    this.params = params;
    this.test = test;
    this.stage = stage;
    this.grid = ImageGrid.of(test.rows(), test.columns());
  }

  void draw(Journal journal, Film film, long steps, Config config) {
    try (TensorScope scope = TensorScope.open()) {
      show("samples.png", "Sixteen random codes, decoded", film.samples());
      show("progress.png", "The same codes as the decoder learnt", film.progress(steps));
      show("draws.png", "Ten random codes decoded, and below each a draw", draws(config));
      show("reconstructions.png", "Test digits and, below each, its reconstruction", pairs());
      show("elbo.png", "The ELBO of each epoch", elbo(journal, config));
    }
  }

  private void show(String file, String caption, Picture picture) {
    stage.report().picture(file, caption, picture);
  }

  private Picture draws(Config config) {
    Site site = vae.imagine(params, DRAWS, config.seed());
    Tensor mean = site.sample().distribution().mean();
    return grid.drawPairs(mean.toFloats(), site.value().toFloats());
  }

  private Picture pairs() {
    Tensor images = test.first(PAIRS);
    return grid.drawPairs(images.toFloats(), vae.reconstruct(params, images).toFloats());
  }

  private static Picture elbo(Journal journal, Config config) {
    return LinePlot.of(
            "Pixels: " + config.likelihood().name().toLowerCase(Locale.ROOT),
            "epoch",
            "ELBO in nats an image",
            journal.curve(Course.ELBO, "training images"),
            journal.curve(Training.TEST_ELBO, "test images"))
        .draw();
  }
}
