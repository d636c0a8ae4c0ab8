package dev.jyro.examples.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart with nothing in it yet, in the look that all plots share. */
final class Canvas {
  static final int WIDTH = 960;
  static final int HEIGHT = 640;

  /** How thick a curve is. */
  static final BasicStroke SOLID =
      new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  private final XYChart chart;

  Canvas(String title, String xAxis, String yAxis) {
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    style(chart.getStyler());
  }

  XYChart chart() {
    return chart;
  }

  XYStyler styler() {
    return chart.getStyler();
  }

  /** The legend goes to the right of the plot. */
  void legendOutside() {
    styler().setLegendPosition(LegendPosition.OutsideE);
    styler().setLegendBorderColor(Color.WHITE);
  }

  /** XChart ticks points at equal distances, 1, 5, 9, …, which a start between them prevents. */
  void tickRoundNumbers() {
    DoubleSummaryStatistics x = range(XYSeries::getXMin, XYSeries::getXMax);
    styler().setXAxisMin(x.getMin() - (x.getMax() - x.getMin()) / 1000);
  }

  /** Takes the numbers from the axes and makes a unit as long on both. */
  void equalUnits() {
    styler().setAxisTicksVisible(false);
    styler().setPlotGridLinesVisible(false);
    paint(); // which finds out how long units are
    double across = chart.getScreenXFromChart(1) - chart.getScreenXFromChart(0);
    double down = chart.getScreenYFromChart(0) - chart.getScreenYFromChart(1);
    widen(across / down);
  }

  /** To more than the points need, along the axis whose units are longer. */
  private void widen(double ratio) {
    DoubleSummaryStatistics x = range(XYSeries::getXMin, XYSeries::getXMax);
    DoubleSummaryStatistics y = range(XYSeries::getYMin, XYSeries::getYMax);
    double halfWidth = (x.getMax() - x.getMin()) / 2 * Math.max(ratio, 1);
    double halfHeight = (y.getMax() - y.getMin()) / 2 * Math.max(1 / ratio, 1);
    if (halfWidth > 0 && halfHeight > 0) {
      double middle = (x.getMax() + x.getMin()) / 2;
      styler().setXAxisMin(middle - halfWidth);
      styler().setXAxisMax(middle + halfWidth);
      middle = (y.getMax() + y.getMin()) / 2;
      styler().setYAxisMin(middle - halfHeight);
      styler().setYAxisMax(middle + halfHeight);
    }
  }

  private DoubleSummaryStatistics range(
      ToDoubleFunction<XYSeries> least, ToDoubleFunction<XYSeries> most) {
    return chart.getSeriesMap().values().stream()
        .flatMapToDouble(one -> DoubleStream.of(least.applyAsDouble(one), most.applyAsDouble(one)))
        .summaryStatistics();
  }

  Picture paint() {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    // Without it, lines snap to whole pixels and flat curves look like stairs.
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    chart.paint(graphics, WIDTH, HEIGHT);
    graphics.dispose();
    return new Picture(image);
  }

  private static void style(XYStyler styler) {
    styler.setLocale(Locale.ROOT);
    styler.setAntiAlias(true);
    styler.setSeriesColors(Palette.first(LinePlot.COLOURS));
    styler.setSeriesMarkers(new Marker[] {SeriesMarkers.CIRCLE});
    styler.setMarkerSize(7);
    styleGround(styler);
    styleText(styler);
    styleLegend(styler);
  }

  private static void styleGround(XYStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesColor(Palette.FAINT);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotMargin(0);
    styler.setPlotContentSize(0.96);
    styler.setChartPadding(20);
  }

  private static void styleText(XYStyler styler) {
    styler.setChartFontColor(Palette.INK);
    styler.setChartTitleFont(font(Font.BOLD, 22));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(12);
    styler.setAxisTitleFont(font(Font.PLAIN, 18));
    styler.setAxisTitlePadding(12);
    styler.setAxisTickLabelsFont(font(Font.PLAIN, 16));
    styler.setAxisTickLabelsColor(Palette.INK);
    styler.setAxisTickMarksColor(Palette.INK);
    styler.setXAxisTickMarkSpacingHint(80);
    styler.setYAxisTickMarkSpacingHint(60);
    styler.setDecimalPattern("#,##0.###");
  }

  private static void styleLegend(XYStyler styler) {
    styler.setLegendFont(font(Font.PLAIN, 17));
    styler.setLegendBackgroundColor(Color.WHITE);
    styler.setLegendBorderColor(Palette.FAINT);
    styler.setLegendSeriesLineLength(32);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }
}
