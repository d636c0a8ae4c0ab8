package dev.jyro.examples.schools;

import static java.util.Objects.requireNonNull;

import dev.jyro.examples.picture.Band;
import dev.jyro.examples.picture.Cloud;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.IntervalPlot;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.picture.Picture;
import dev.jyro.examples.picture.ScatterPlot;
import dev.jyro.examples.picture.Sheet;
import dev.jyro.examples.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Draws what a {@link Comparison} came to.
 *
 * @param exact the posterior
 * @param result the fits
 * @param report where it goes
 */
record Gallery(Exact exact, Result result, Report report) {
  private static final List<String> SHOWN = List.of("centred-joint", "non-centred-joint");

  /** From 0.02 to 400 points: the right third is for the legend. */
  private static final List<Double> LOG_TAU =
      IntStream.rangeClosed(-200, 300).mapToObj(i -> i / 50.0).toList();

  private static final double WIDEST = 30;

  void draw() {
    intervals();
    pooling();
    spread();
    result.fits().keySet().forEach(this::table);
  }

  private void intervals() {
    List<Marginal> pooled =
        IntStream.range(0, Schools.NAMES.size())
            .mapToObj(i -> requireNonNull(result.exact().get("theta[%d]".formatted(i))))
            .toList();
    IntervalPlot plot =
        new IntervalPlot(
            "Eight schools",
            "school",
            "points of the test",
            Schools.NAMES,
            List.of(band("measured", exact.alone()), band("partly pooled", pooled)));
    report.picture(
        "intervals.png",
        "What was measured in each school, and what is believed of it by all eight; nine tenths",
        plot.draw());
  }

  private static Band band(String name, List<Marginal> estimates) {
    return new Band(
        name,
        IntStream.rangeClosed(1, estimates.size()).mapToObj(i -> (double) i).toList(),
        estimates.stream().map(Marginal::low).toList(),
        estimates.stream().map(Marginal::mean).toList(),
        estimates.stream().map(Marginal::high).toList());
  }

  /** Draws of both models' joint guides, each upon draws of the posterior. */
  void funnels(Map<String, Fitted> fitted, long seed) {
    Cloud right = exact.funnel(Fitting.SHOWN, seed);
    List<Picture> pictures =
        SHOWN.stream()
            .map(name -> funnel(name, right, requireNonNull(fitted.get(name)).funnel()))
            .toList();
    report.picture(
        "funnel.png",
        "Draws of the posterior, and upon them draws of the joint guides",
        new Sheet(2, 0.6).draw(pictures));
  }

  private static Picture funnel(String name, Cloud right, Cloud guide) {
    return ScatterPlot.of(name, "theta of school A", "log tau", right, guide).draw();
  }

  private void pooling() {
    List<Curve> curves =
        IntStream.range(0, Schools.NAMES.size()).mapToObj(this::meanBySpread).toList();
    LinePlot plot =
        new LinePlot(
            "Partial pooling",
            "tau, the spread of the schools",
            "mean of theta if tau were known",
            curves,
            LinePlot.Axes.LINEAR);
    report.picture(
        "pooling.png", "What would be believed of each school if tau were known", plot.draw());
  }

  private Curve meanBySpread(int school) {
    List<Double> tau = IntStream.rangeClosed(0, 100).mapToObj(i -> WIDEST * i / 100).toList();
    return new Curve(
        "school " + Schools.NAMES.get(school),
        tau,
        tau.stream().map(t -> exact.meanGiven(t, school)).toList());
  }

  private void spread() {
    List<Curve> curves = new ArrayList<>(List.of(exactLogTau()));
    SHOWN.forEach(name -> curves.add(normalLogTau(name, requireNonNull(result.fits().get(name)))));
    LinePlot plot =
        new LinePlot(
            "How far apart the schools are",
            "log tau",
            "posterior density",
            curves,
            LinePlot.Axes.LINEAR);
    report.picture("spread.png", "The posterior of log tau, exact and as fitted", plot.draw());
  }

  private Curve exactLogTau() {
    return new Curve("exact", LOG_TAU, LOG_TAU.stream().map(exact::densityOfLogTau).toList());
  }

  /** Both guides take log tau for normal. */
  private static Curve normalLogTau(String name, Fit fit) {
    double sd = fit.logTauSd();
    DoubleUnaryOperator density =
        x ->
            Math.exp(-Math.pow((x - fit.logTauMean()) / sd, 2) / 2) / (sd * Math.sqrt(2 * Math.PI));
    return new Curve(name, LOG_TAU, LOG_TAU.stream().map(density::applyAsDouble).toList());
  }

  private void table(String name) {
    Map<String, Marginal> fitted = requireNonNull(result.fits().get(name)).posterior();
    List<List<String>> rows = new ArrayList<>();
    result.exact().forEach((number, estimate) -> rows.add(row(number, estimate, fitted)));
    report.table(
        name, List.of("", "mean", "sd", "5%", "95%", "exact mean", "sd", "5%", "95%"), rows);
  }

  private static List<String> row(String number, Marginal exact, Map<String, Marginal> fitted) {
    List<String> cells = new ArrayList<>(List.of(number));
    cells.addAll(cells(fitted.getOrDefault(number, exact)));
    cells.addAll(cells(exact));
    return cells;
  }

  private static List<String> cells(Marginal estimate) {
    return DoubleStream.of(estimate.mean(), estimate.sd(), estimate.low(), estimate.high())
        .mapToObj(number -> String.format(Locale.ROOT, "%.2f", number))
        .toList();
  }
}
