package dev.jyro.examples.generate;

import dev.jyro.examples.data.Images;
import dev.jyro.examples.picture.Caption;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.ImageGrid;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.picture.Picture;
import dev.jyro.examples.picture.Sheet;
import dev.jyro.examples.stage.Stage;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.collection.Stream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Draws what was generated, and how it was judged. */
final class Gallery {
  private static final int SAMPLES = 100;
  private static final int COLUMNS = 10;
  private static final int ROWS = 6;
  private static final int LETTERS = 13;

  private final Config config;
  private final Generator generator;
  private final Images test;
  private final Stage stage;
  private final ImageGrid grid;

  Gallery(Config config, Pretrained pretrained, Images test, Stage stage) {
    this.config = config;
    this.generator = new Generator(pretrained);
    this.test = test;
    this.stage = stage;
    this.grid = ImageGrid.of(test.rows(), test.columns());
  }

  /** Images in all three ways. */
  void generate() {
    try (TensorScope scope = TensorScope.open()) {
      show("samples.png", "Random codes, decoded", samples());
      show(
          "variants.png",
          "An image and variants of it, at temperatures %s"
              .formatted(temperatures().mkString(", ")),
          variants());
      show("between.png", "From one image to another, the images at the ends", between());
    }
  }

  /** The scores, and what stands out. */
  void judge(Result result, Scores usual, Map<Oddity, Scores> odd) {
    try (TensorScope scope = TensorScope.open()) {
      show(
          "anomalies.png",
          "The test images with the greatest errors, over their reconstructions",
          anomalies(result));
    }
    show("scores.png", "Reconstruction errors of the test images", histogram(usual, odd));
    show("roc.png", "How well the error tells odd images", roc(usual, odd));
    table(result);
  }

  private void show(String file, String caption, Picture picture) {
    stage.report().picture(file, caption, picture);
  }

  private Picture samples() {
    return grid.draw(generator.fromPrior(SAMPLES, config.seed()).toFloats());
  }

  /** A row for each temperature, the same steps in all, and the image in front. */
  private Picture variants() {
    Tensor image = image(config.image());
    Noise noise = Noise.of(config.seed()).at("variants");
    List<Tensor> rows =
        temperatures()
            .flatMap(
                temperature -> Stream.of(image, generator.like(image, temperature, COLUMNS, noise)))
            .asJava();
    return grid.columns(COLUMNS + 1).draw(joined(rows));
  }

  private Stream<Double> temperatures() {
    return Stream.range(0, ROWS).map(row -> config.temperature() * row / (ROWS - 1));
  }

  private Picture between() {
    Tensor first = image(config.first());
    Tensor second = image(config.second());
    Tensor way = generator.between(first, second, COLUMNS);
    return grid.columns(COLUMNS + 2).draw(joined(List.of(first, way, second)));
  }

  private Picture anomalies(Result result) {
    List<Picture> tiles = result.mostAnomalous().stream().map(this::tile).toList();
    return new Sheet(COLUMNS / 2, 1).draw(tiles);
  }

  private Picture tile(Result.Anomaly anomaly) {
    Tensor image = image(anomaly.image());
    float[] again = generator.between(image, image, 1).toFloats();
    Picture pair = grid.scale(4).drawPairs(image.toFloats(), again);
    String words = String.format(Locale.ROOT, "a %d: %.0f nats", anomaly.label(), anomaly.error());
    return new Caption(LETTERS).under(pair, words);
  }

  private static Picture histogram(Scores usual, Map<Oddity, Scores> odd) {
    Scores turned = Objects.requireNonNull(odd.get(Oddity.UPSIDE_DOWN));
    return LinePlot.of(
            "How many nats an image costs, given its code",
            "reconstruction error in nats",
            "share of the images in 5 nats",
            Histogram.of("test images", usual.error()),
            Histogram.of("the same upside down", turned.error()))
        .draw();
  }

  private static Picture roc(Scores usual, Map<Oddity, Scores> odd) {
    Curve[] curves =
        odd.entrySet().stream()
            .map(
                entry ->
                    Roc.of(usual.error(), entry.getValue().error())
                        .curve(Generation.name(entry.getKey())))
            .toArray(Curve[]::new);
    return LinePlot.of(
            "Odd images told by their error", "false alarms", "share of odd images found", curves)
        .draw();
  }

  private void table(Result result) {
    List<List<String>> rows =
        result.mostAnomalous().stream()
            .map(
                each ->
                    List.of(
                        Integer.toString(each.image()),
                        Integer.toString(each.label()),
                        rounded(each.error()),
                        rounded(each.elbo())))
            .toList();
    stage.report().table("The most anomalous", List.of("image", "label", "error", "ELBO"), rows);
  }

  private static String rounded(double nats) {
    return String.format(Locale.ROOT, "%.2f", nats);
  }

  private Tensor image(int number) {
    return test.pixels().narrow(0, number, 1);
  }

  private static float[] joined(List<Tensor> images) {
    return ShapeOps.cat(0, images.toArray(Tensor[]::new)).toFloats();
  }
}
