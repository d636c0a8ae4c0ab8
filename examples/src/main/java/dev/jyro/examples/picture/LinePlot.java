package dev.jyro.examples.picture;

import java.awt.BasicStroke;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A plot of curves against a common number, {@link #WIDTH} by {@link #HEIGHT} pixels, with a legend
 * in the right corner that is freer.
 *
 * <p>Colours follow Okabe and Ito and can be told apart by colour-blind readers; curves of few
 * points show the points, too, so that a curve of one is not invisible. Past {@link #COLOURS}
 * curves the colours begin again, dashed.
 *
 * <p>It needs fonts: a Java without fontconfig or without any font (some small container images)
 * cannot draw it.
 *
 * <p>Errors: {@link IllegalArgumentException} if there is no curve, or two share a name, or a
 * number that is not positive is to stand on a logarithmic axis.
 *
 * <p>Thread safety: immutable.
 *
 * @param title what stands over the plot
 * @param xAxis what the horizontal axis measures
 * @param yAxis what the vertical axis measures, with its unit
 * @param curves in the order of the legend
 * @param axes how both axes are divided
 */
public record LinePlot(String title, String xAxis, String yAxis, List<Curve> curves, Axes axes) {
  /** The width of the picture in pixels. */
  public static final int WIDTH = Canvas.WIDTH;

  /** The height of the picture in pixels. */
  public static final int HEIGHT = Canvas.HEIGHT;

  /** How many colours there are. */
  public static final int COLOURS = 7;

  /** With more points than these, their marks would touch. */
  private static final int MOST_MARKS = 40;

  private static final BasicStroke DASHED =
      new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {9, 6}, 0);

  /** How axes are divided. */
  public enum Axes {
    /** Equal distances are equal differences. */
    LINEAR,
    /** Equal distances are equal ratios: powers are straight lines. */
    LOGARITHMIC
  }

  /** Checks the curves and keeps a copy of the list. */
  public LinePlot {
    curves = List.copyOf(curves);
    long names = curves.stream().map(Curve::name).distinct().count();
    if (curves.isEmpty() || names != curves.size()) {
      throw new IllegalArgumentException(
          "Plot '%s' needs at least one curve, and names that differ: found %s."
              .formatted(title, curves.stream().map(Curve::name).toList()));
    }
    if (axes == Axes.LOGARITHMIC) {
      curves.forEach(curve -> needPositive(title, curve));
    }
  }

  /** A plot of some curves. */
  public static LinePlot of(String title, String xAxis, String yAxis, Curve... curves) {
    return new LinePlot(title, xAxis, yAxis, List.of(curves), Axes.LINEAR);
  }

  /** A plot of some curves of positive numbers, both axes logarithmic. */
  public static LinePlot logarithmic(String title, String xAxis, String yAxis, List<Curve> curves) {
    return new LinePlot(title, xAxis, yAxis, curves, Axes.LOGARITHMIC);
  }

  /** Draws the plot. */
  public Picture draw() {
    Canvas canvas = new Canvas(title, xAxis, yAxis);
    canvas.styler().setLegendPosition(freeCorner());
    curves.forEach(curve -> add(curve, canvas.chart()));
    if (axes == Axes.LOGARITHMIC) {
      styleLogarithmic(canvas);
    } else if (curves.stream().anyMatch(LinePlot::isLong)) {
      canvas.tickRoundNumbers();
    }
    return canvas.paint();
  }

  private static void add(Curve curve, XYChart chart) {
    XYSeries series = chart.addSeries(curve.name(), curve.x(), curve.y());
    series.setMarker(isLong(curve) ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    series.setLineStyle(chart.getSeriesMap().size() > COLOURS ? DASHED : Canvas.SOLID);
  }

  private static boolean isLong(Curve curve) {
    return curve.x().size() > MOST_MARKS;
  }

  /** The right corner, lower or upper, that has fewer points in it. */
  private LegendPosition freeCorner() {
    DoubleSummaryStatistics x = range(Curve::x);
    DoubleSummaryStatistics y = range(Curve::y);
    double right = x.getMax() - (x.getMax() - x.getMin()) / 4;
    double middle = (y.getMax() + y.getMin()) / 2;
    int balance = 0;
    for (Curve curve : curves) {
      for (int i = 0; i < curve.x().size(); i++) {
        if (curve.x().get(i) >= right) {
          balance += curve.y().get(i) < middle ? -1 : 1;
        }
      }
    }
    return balance < 0 ? LegendPosition.InsideNE : LegendPosition.InsideSE;
  }

  private DoubleSummaryStatistics range(Function<Curve, List<Double>> axis) {
    return curves.stream()
        .flatMap(curve -> axis.apply(curve).stream())
        .mapToDouble(v -> v)
        .summaryStatistics();
  }

  private static void styleLogarithmic(Canvas canvas) {
    canvas.styler().setXAxisLogarithmic(true);
    canvas.styler().setYAxisLogarithmic(true);
    canvas.styler().setPlotGridVerticalLinesVisible(true);
    canvas.legendOutside();
  }

  private static void needPositive(String title, Curve curve) {
    double least = Math.min(Collections.min(curve.x()), Collections.min(curve.y()));
    if (least <= 0) {
      throw new IllegalArgumentException(
          "Plot '%s' has logarithmic axes and curve '%s' a point at %s: needed greater than 0."
              .formatted(title, curve.name(), least));
    }
  }
}
