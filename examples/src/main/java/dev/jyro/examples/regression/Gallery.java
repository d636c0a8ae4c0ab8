package dev.jyro.examples.regression;

import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.StudentT;
import dev.jyro.examples.picture.Band;
import dev.jyro.examples.picture.BandPlot;
import dev.jyro.examples.picture.Cloud;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.report.Estimate;
import dev.jyro.examples.report.Report;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Draws what the guides of a {@link Regression} came to. */
final class Gallery {
  private static final int GRID = 60;
  private static final int SMOOTH = 400;
  private static final int INTERACTION = 3;

  private final Report report;
  private final Points points;
  private final Exact exact;

  Gallery(Report report, Points points, Exact exact) {
    this.report = report;
    this.points = points;
    this.exact = exact;
  }

  /** Where a guide expects points. */
  void bands(String name, Predictive<Points> predictive) {
    Band[] bands = {band(predictive, 0), band(predictive, 1)};
    BandPlot plot =
        new BandPlot(
            "Predictions of the guide '" + name + "'",
            "x",
            "y",
            List.of(bands),
            List.of(cloud(0), cloud(1)));
    String caption = "Where 90% of the points are expected, by the guide '" + name + "'";
    report.picture("bands-" + name + ".png", caption, plot.draw());
  }

  private static Band band(Predictive<Points> predictive, int group) {
    Points grid = Points.grid(GRID, group);
    Tensor heights =
        predictive.sites(Regression.HEIGHT_SITE).draw(grid, group).get(Regression.HEIGHT_SITE);
    Bands bands = Bands.of(heights);
    return new Band(
        "group " + group + ", 90%",
        list(grid.x().select(-1, 1)),
        list(bands.curve(0)),
        list(bands.curve(2)),
        list(bands.curve(4)));
  }

  private Cloud cloud(int group) {
    double[] where = points.x().select(-1, 1).toDoubles();
    double[] of = points.x().select(-1, 2).toDoubles();
    double[] heights = points.y().toDoubles();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < of.length; i++) {
      if (of[i] == group) {
        x.add(where[i]);
        y.add(heights[i]);
      }
    }
    return new Cloud("points of group " + group, x, y);
  }

  /** All guides side by side. */
  void compare(Result result) {
    interaction(result);
    posteriors(result);
    bounds(result);
  }

  private void interaction(Result result) {
    Estimate right = exact.weight(INTERACTION);
    Tensor at = Tensor.linspace(-4, 4, SMOOTH).mul(right.sd()).add(right.mean());
    List<Curve> curves = new ArrayList<>();
    StudentT exactly =
        StudentT.of(
            2 * exact.shape(),
            right.mean(),
            Math.sqrt(
                exact.spread().get(INTERACTION, INTERACTION).item()
                    * exact.rate()
                    / exact.shape()));
    curves.add(density("exact", exactly, at));
    result
        .fits()
        .forEach((name, fit) -> curves.add(density(name, normal(fit.of("interaction")), at)));
    LinePlot plot =
        LinePlot.of(
            "How much the slopes differ", "interaction", "density", curves.toArray(Curve[]::new));
    report.picture(
        "interaction.png",
        "The posterior of the interaction; the guides' as normal ones of their mean and deviation",
        plot.draw());
  }

  private static Normal normal(Estimate estimate) {
    return Normal.of(estimate.mean(), estimate.sd());
  }

  private static Curve density(String name, Distribution distribution, Tensor at) {
    return new Curve(name, list(at), list(distribution.logProb(at).exp()));
  }

  private void posteriors(Result result) {
    List<String> head = new ArrayList<>(List.of("", "exact"));
    head.addAll(result.fits().keySet());
    List<List<String>> rows = new ArrayList<>();
    result
        .exact()
        .forEach(
            (number, right) -> {
              List<String> row = new ArrayList<>(List.of(number, right.toString()));
              result.fits().values().forEach(fit -> row.add(fit.of(number).toString()));
              rows.add(row);
            });
    report.table("Posterior means and standard deviations", head, rows);
  }

  private void bounds(Result result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("exact", result.logEvidence(), 0, result.coverage().values()));
    result
        .fits()
        .forEach(
            (name, fit) ->
                rows.add(row(name, fit.elbo().mean(), fit.gap(), fit.coverage().values())));
    report.table(
        "Bounds in nats, and the share of held-out points within the bands",
        List.of("", "ELBO", "short of the evidence", "50%", "90%"),
        rows);
  }

  private static List<String> row(
      String name, double elbo, double gap, Collection<Double> coverage) {
    List<String> row = new ArrayList<>(List.of(name, digits(elbo), digits(gap)));
    coverage.forEach(share -> row.add(digits(share)));
    return row;
  }

  private static String digits(double number) {
    return String.format(Locale.ROOT, "%.3f", number);
  }

  private static List<Double> list(Tensor numbers) {
    return Arrays.stream(numbers.toDoubles()).boxed().toList();
  }
}
