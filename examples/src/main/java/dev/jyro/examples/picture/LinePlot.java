package dev.jyro.examples.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
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
  public static final int WIDTH = 960;

  /** The height of the picture in pixels. */
  public static final int HEIGHT = 640;

  /** How many colours there are. */
  public static final int COLOURS = 7;

  /** With more points than these, their marks would touch. */
  private static final int MOST_MARKS = 40;

  private static final BasicStroke SOLID =
      new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke DASHED =
      new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {9, 6}, 0);

  private static final Color INK = new Color(0x333333);
  private static final Color FAINT = new Color(0xe4e4e4);

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
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    style(chart.getStyler());
    chart.getStyler().setLegendPosition(freeCorner());
    curves.forEach(curve -> add(curve, chart));
    if (axes == Axes.LOGARITHMIC) {
      styleLogarithmic(chart.getStyler());
    } else if (curves.stream().anyMatch(LinePlot::isLong)) {
      tickRoundNumbers(chart.getStyler());
    }
    return new Picture(paint(chart));
  }

  private static BufferedImage paint(XYChart chart) {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    // Without it, lines snap to whole pixels and flat curves look like stairs.
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    chart.paint(graphics, WIDTH, HEIGHT);
    graphics.dispose();
    return image;
  }

  private static void add(Curve curve, XYChart chart) {
    XYSeries series = chart.addSeries(curve.name(), curve.x(), curve.y());
    series.setMarker(isLong(curve) ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    series.setLineStyle(chart.getSeriesMap().size() > COLOURS ? DASHED : SOLID);
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

  /** XChart ticks points at equal distances, 1, 5, 9, …, which a start between them prevents. */
  private void tickRoundNumbers(XYStyler styler) {
    DoubleSummaryStatistics x = range(Curve::x);
    styler.setXAxisMin(x.getMin() - (x.getMax() - x.getMin()) / 1000);
  }

  private static void style(XYStyler styler) {
    styler.setLocale(Locale.ROOT);
    styler.setAntiAlias(true);
    styler.setSeriesColors(colours());
    styler.setSeriesMarkers(new Marker[] {SeriesMarkers.CIRCLE});
    styler.setMarkerSize(7);
    styleGround(styler);
    styleText(styler);
    styleLegend(styler);
  }

  private static void styleLogarithmic(XYStyler styler) {
    styler.setXAxisLogarithmic(true);
    styler.setYAxisLogarithmic(true);
    styler.setPlotGridVerticalLinesVisible(true);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setLegendBorderColor(Color.WHITE);
  }

  private static void needPositive(String title, Curve curve) {
    double least = Math.min(Collections.min(curve.x()), Collections.min(curve.y()));
    if (least <= 0) {
      throw new IllegalArgumentException(
          "Plot '%s' has logarithmic axes and curve '%s' a point at %s: needed greater than 0."
              .formatted(title, curve.name(), least));
    }
  }

  private static Color[] colours() {
    return new Color[] {
      new Color(0x0072b2),
      new Color(0xd55e00),
      new Color(0x009e73),
      new Color(0xcc79a7),
      new Color(0xe69f00),
      new Color(0x56b4e9),
      new Color(0x000000)
    };
  }

  private static void styleGround(XYStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesColor(FAINT);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotMargin(0);
    styler.setPlotContentSize(0.96);
    styler.setChartPadding(20);
  }

  private static void styleText(XYStyler styler) {
    styler.setChartFontColor(INK);
    styler.setChartTitleFont(font(Font.BOLD, 22));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(12);
    styler.setAxisTitleFont(font(Font.PLAIN, 18));
    styler.setAxisTitlePadding(12);
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 16));
    styler.setAxisTickLabelsColor(INK);
    styler.setAxisTickMarksColor(INK);
    styler.setXAxisTickMarkSpacingHint(80);
    styler.setYAxisTickMarkSpacingHint(60);
    styler.setDecimalPattern("#,##0.###");
  }

  private static void styleLegend(XYStyler styler) {
    styler.setLegendFont(font(Font.PLAIN, 17));
    styler.setLegendBackgroundColor(Color.WHITE);
    styler.setLegendBorderColor(FAINT);
    styler.setLegendSeriesLineLength(32);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
