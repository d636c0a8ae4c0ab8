package dev.jyro.examples.coin;

import dev.jyro.distribution.Beta;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.report.Report;
import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Journal;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Draws what was learnt of a {@link Coin}. */
final class Gallery {
  private static final int POINTS = 400;

  private final Report report;

  Gallery(Report report) {
    this.report = report;
  }

  void draw(Exact exact, Beta guide, Course course, Result result) {
    posterior(exact, guide);
    elbo(course.journal(), result);
    table(result);
  }

  private void posterior(Exact exact, Beta guide) {
    LinePlot plot =
        LinePlot.of(
            "How fair the coin is",
            "chance of heads",
            "density",
            density("prior", Exact.prior()),
            density("posterior, exact", exact.posterior()),
            density("guide, learnt", guide));
    report.picture("posterior.png", "The guide beside the exact posterior", plot.draw());
  }

  private static Curve density(String name, Beta beta) {
    double[] at = new double[POINTS - 1];
    Arrays.setAll(at, i -> (i + 1.0) / POINTS);
    double[] density = beta.logProb(Tensor.of(at)).exp().toDoubles();
    return new Curve(name, list(at), list(density));
  }

  private void elbo(Journal journal, Result result) {
    Curve noisy = journal.curve(Course.ELBO, "ELBO, as a step estimates it");
    Curve gap = journal.curve(Training.DIVERGENCE);
    LinePlot plot =
        LinePlot.of(
            "The bound and the evidence",
            "step",
            "nats",
            noisy,
            new Curve(
                "ELBO", gap.x(), gap.y().stream().map(kl -> result.logEvidence() - kl).toList()),
            new Curve(
                "log evidence", gap.x(), gap.x().stream().map(x -> result.logEvidence()).toList()));
    report.picture("elbo.png", "The ELBO of each step, and the log evidence", plot.draw());
  }

  private void table(Result result) {
    report.table(
        "The guide and the posterior",
        List.of("", "guide", "exact"),
        List.of(
            List.of("mean", digits(result.guide().mean()), digits(result.exact().mean())),
            List.of("standard deviation", digits(result.guide().sd()), digits(result.exact().sd())),
            List.of(
                "ELBO, log evidence", digits(result.elbo().mean()), digits(result.logEvidence())),
            List.of("KL from guide to posterior", digits(result.divergence()), "0")));
  }

  private static String digits(double number) {
    return String.format(Locale.ROOT, "%.5f", number);
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
