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
import io.vavr.control.Option;
import java.util.List;
import java.util.stream.IntStream;

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

  /** Draws everything; gives the map of the codes, if there is to be one. */
  Option<CodeMap> draw(Images test, ImageSet labelled, Journal journal, Config config) {
    elbo(journal);
    try (TensorScope scope = TensorScope.open()) {
      return Gradients.paused(
          () -> {
            reconstructions(test, config.seed());
            samples(test, config.seed());
            return stage.timed("map of the codes", () -> map(test, labelled, config));
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

  private void reconstructions(Images test, long seed) {
    Tensor images = test.first(PAIRS);
    Tensor again = vae.reconstruct(params, images, seed);
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

  private Option<CodeMap> map(Images test, ImageSet labelled, Config config) {
    Tensor images = test.first(config.mapped());
    int count = (int) images.size(0);
    if (!CodeMap.isPossible(count)) {
      return Option.none();
    }
    float[] codes = vae.codes(params, images).toFloats();
    List<Integer> labels = IntStream.range(0, count).map(labelled::label).boxed().toList();
    CodeMap map = CodeMap.of(codes, config.latent(), labels, config.seed(), stage);
    stage
        .report()
        .picture(
            "map.png",
            "The codes of test digits in the plane, coloured by digit: neither training nor map knew the labels",
            map.draw());
    return Option.of(map);
  }
}
