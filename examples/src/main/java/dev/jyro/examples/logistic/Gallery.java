package dev.jyro.examples.logistic;

import static java.util.Objects.requireNonNull;

import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.ImageGrid;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.report.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Draws what a {@link Comparison} came to.
 *
 * @param result the scores
 * @param report where it goes
 */
record Gallery(Result result, Report report) {
  private static final int TILE_PIXELS = 32;

  void draw() {
    calibration();
    weights();
    result.scores().forEach(this::table);
  }

  private void calibration() {
    List<Curve> curves = new ArrayList<>();
    curves.add(new Curve("as it should be", List.of(0.0, 1.0), List.of(0.0, 1.0)));
    curves.add(reliability("mode"));
    curves.add(reliability("joint"));
    LinePlot plot =
        new LinePlot(
            "Calibration, on digits held out",
            "probability given to an eight, mean of a bin",
            "share of eights in the bin",
            curves,
            LinePlot.Axes.LINEAR);
    report.picture(
        "calibration.png", "How often it was an eight, by how likely that was said", plot.draw());
  }

  private Curve reliability(String name) {
    List<Calibration.Bin> bins = requireNonNull(result.scores().get(name)).bins();
    return new Curve(
        name,
        bins.stream().map(Calibration.Bin::probability).toList(),
        bins.stream().map(Calibration.Bin::share).toList());
  }

  private void weights() {
    Fit joint = requireNonNull(result.fits().get("joint"));
    float[] grey = new float[2 * Digits.TILES];
    double most = 2 * largest(joint.weightMeans());
    double widest = Collections.max(joint.weightSds());
    for (int i = 0; i < Digits.TILES; i++) {
      grey[i] = (float) (0.5 + joint.weightMeans().get(i) / most);
      grey[Digits.TILES + i] = (float) (joint.weightSds().get(i) / widest);
    }
    ImageGrid grid = ImageGrid.of(Digits.SIDE, Digits.SIDE).columns(2).scale(TILE_PIXELS);
    report.picture(
        "weights.png",
        "Left the mean of each tile's weight, white for eight and black for three; right its"
            + " standard deviation, white where nothing is known",
        grid.draw(grey));
  }

  private static double largest(List<Double> numbers) {
    return numbers.stream().mapToDouble(Math::abs).max().orElseThrow();
  }

  private void table(String name, Score score) {
    report.table(
        "Calibration: " + name,
        List.of("digits", "mean probability", "share of eights"),
        score.bins().stream().map(Gallery::row).toList());
  }

  private static List<String> row(Calibration.Bin bin) {
    return List.of(Long.toString(bin.count()), text(bin.probability()), text(bin.share()));
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }
}
