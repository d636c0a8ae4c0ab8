package dev.jyro.examples.betavae;

import dev.jyro.examples.data.Images;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.ImageGrid;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.stage.Journal;
import dev.jyro.examples.stage.Stage;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws what one training came to. */
final class Gallery {
  private static final int PAIRS = 5;
  private static final Traversal TRAVERSAL = new Traversal(10);

  private final Training training;
  private final Stage stage;

  Gallery(Training training, Stage stage) {
    this.training = training;
    this.stage = stage;
  }

  void draw(Config config, Images test) {
    losses(config.beta());
    log();
    try (TensorScope scope = TensorScope.open()) {
      reconstructions(test, config.seed());
      traversal(test, config.latent());
    }
  }

  private void losses(double beta) {
    Journal journal = training.journal();
    List<Curve> curves =
        List.of(
            journal.curve(Training.TOTAL),
            journal.curve(Training.RECONSTRUCTION),
            journal.curve(Training.KL, "KL"));
    stage
        .report()
        .picture(
            "losses.png",
            "The loss and its parts at steps that are powers of two",
            LinePlot.logarithmic("reconstruction + " + beta + " KL", "step", "nats", curves)
                .draw());
  }

  private void log() {
    List<List<String>> rows = new ArrayList<>();
    Curve total = training.journal().curve(Training.TOTAL);
    for (int i = 0; i < total.x().size(); i++) {
      rows.add(
          List.of(
              Long.toString(total.x().get(i).longValue()),
              digits(total, i),
              digits(training.journal().curve(Training.RECONSTRUCTION), i),
              digits(training.journal().curve(Training.KL), i)));
    }
    stage
        .report()
        .table(
            "The same in numbers: nats a pixel, and nats a number of the code",
            List.of("step", "total", "reconstruction", "KL"),
            rows);
  }

  private static String digits(Curve curve, int point) {
    return String.format(Locale.ROOT, "%.4f", curve.y().get(point));
  }

  private void reconstructions(Images test, long seed) {
    Tensor truth = test.first(PAIRS);
    Tensor codes = training.vae().encode(training.params(), truth, seed);
    Tensor again = training.vae().decode(training.params(), codes);
    stage
        .report()
        .picture(
            "reconstructions.png",
            "Test digits and, below each, what the autoencoder made of it",
            ImageGrid.of(test.rows(), test.columns())
                .columns(PAIRS)
                .scale(4)
                .drawPairs(truth.toFloats(), again.toFloats()));
  }

  private void traversal(Images test, int latent) {
    Tensor images = training.vae().decode(training.params(), TRAVERSAL.codes(latent));
    stage
        .report()
        .picture(
            "traversal.png",
            "Codes decoded: the first number from -1 to 1 downwards, the second to the right",
            ImageGrid.of(test.rows(), test.columns())
                .columns(TRAVERSAL.side())
                .padding(0)
                .draw(images.toFloats()));
  }
}
