package dev.jyro.examples.bnn;

import dev.jyro.examples.picture.Band;
import dev.jyro.examples.picture.BandPlot;
import dev.jyro.examples.picture.Cloud;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.report.Report;
import dev.jyro.examples.stage.Course;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Draws what was learnt of a {@link Network}. */
final class Gallery {
  private static final int GRID = 81;
  private static final int SHOWN = 6;
  private static final double END = 2 * Points.OUTER;

  private final Report report;

  Gallery(Report report) {
    this.report = report;
  }

  /** Bands, some curves, and the ELBO of each step. */
  void draw(Points points, Function<Points, Tensor> curves, Course course) {
    Points grid = Points.grid(END, -END, GRID);
    List<Double> x = list(grid.x());
    Tensor drawn = curves.apply(grid);
    band(x, drawn, points);
    some(x, drawn, grid);
    elbo(course);
  }

  private void band(List<Double> x, Tensor curves, Points points) {
    Tensor edges = curves.quantile(Tensor.of(0.05f, 0.5f, 0.95f), 0);
    Band band =
        new Band(
            "90% of the curves",
            x, list(edges.select(0, 0)), list(edges.select(0, 1)), list(edges.select(0, 2)));
    Cloud data = new Cloud("points", list(points.x()), list(points.y()));
    BandPlot plot = BandPlot.of("Where the curve may be", "x", "y", band, data);
    report.picture("band.png", "Where 90% of the curves are, and the points", plot.draw());
  }

  private void some(List<Double> x, Tensor curves, Points grid) {
    Curve[] shown = new Curve[SHOWN + 1];
    for (int i = 0; i < SHOWN; i++) {
      shown[i] = new Curve("draw " + (i + 1), x, list(curves.select(0, i)));
    }
    shown[SHOWN] = new Curve("truth", x, list(Points.truth(grid.x())));
    LinePlot plot = LinePlot.of("Some curves of the posterior", "x", "y", shown);
    report.picture("curves.png", "Six curves of the posterior, and the true one", plot.draw());
  }

  private void elbo(Course course) {
    LinePlot plot =
        LinePlot.of(
            "The bound",
            "step",
            "ELBO in nats",
            course.journal().curve(Course.ELBO, "one draw a step"));
    report.picture("elbo.png", "The ELBO of each step", plot.draw());
  }

  private static List<Double> list(Tensor numbers) {
    return Arrays.stream(numbers.toDoubles()).boxed().toList();
  }
}
