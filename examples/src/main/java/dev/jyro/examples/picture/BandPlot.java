package dev.jyro.examples.picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves with a shaded band each, and data as points upon them: what a regression predicts, say.
 * The picture has {@link LinePlot#WIDTH} by {@link LinePlot#HEIGHT} pixels, and the legend at the
 * right.
 *
 * <p>Bands take the colours of {@link ScatterPlot} in turn, and data those that follow. Where bands
 * lie upon each other one sees both.
 *
 * <p>It needs fonts, as {@link LinePlot} does.
 *
 * <p>Errors: {@link IllegalArgumentException} if there is no band, or bands and data together are
 * more than {@link ScatterPlot#COLOURS}, or two share a name.
 *
 * <p>Thread safety: immutable.
 *
 * @param title what stands over the plot
 * @param xAxis what the horizontal axis measures
 * @param yAxis what the vertical axis measures, with its unit
 * @param bands in the order of the legend
 * @param data after them in the legend; there may be none
 */
public record BandPlot(
    String title, String xAxis, String yAxis, List<Band> bands, List<Cloud> data) {

  /** Checks the names and keeps copies of the lists. */
  public BandPlot {
    bands = List.copyOf(bands);
    data = List.copyOf(data);
    if (bands.isEmpty()) {
      throw new IllegalArgumentException(
          "Plot '%s' has no band: needed at least one. Fix: draw data alone by ScatterPlot."
              .formatted(title));
    }
    Palette.needColours(
        title,
        Stream.concat(bands.stream().map(Band::name), data.stream().map(Cloud::name)).toList());
  }

  /** A plot of one band, and data. */
  public static BandPlot of(String title, String xAxis, String yAxis, Band band, Cloud... data) {
    return new BandPlot(title, xAxis, yAxis, List.of(band), List.of(data));
  }

  /** Draws the plot. */
  public Picture draw() {
    Canvas canvas = new Canvas(title, xAxis, yAxis);
    canvas.legendOutside();
    for (int i = 0; i < bands.size(); i++) {
      shade(bands.get(i), Palette.COLOURS.get(i), canvas);
    }
    for (int i = 0; i < bands.size(); i++) {
      drawCurve(bands.get(i), Palette.COLOURS.get(i), canvas);
    }
    for (int i = 0; i < data.size(); i++) {
      drawPoints(data.get(i), Palette.COLOURS.get(bands.size() + i), canvas);
    }
    canvas.tickRoundNumbers();
    return canvas.paint();
  }

  /** There along the upper edge and back along the lower one. */
  private static void shade(Band band, Color colour, Canvas canvas) {
    XYSeries area =
        canvas
            .chart()
            .addSeries(
                "area of " + band.name(),
                thereAndBack(band.x(), band.x()),
                thereAndBack(band.upper(), band.lower()));
    area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    area.setFillColor(Palette.veil(colour));
    area.setLineStyle(SeriesLines.NONE);
    area.setMarker(SeriesMarkers.NONE);
    area.setShowInLegend(false);
  }

  private static List<Double> thereAndBack(List<Double> there, List<Double> back) {
    List<Double> all = new ArrayList<>(back);
    Collections.reverse(all);
    all.addAll(0, there);
    return all;
  }

  private static void drawCurve(Band band, Color colour, Canvas canvas) {
    XYSeries curve = canvas.chart().addSeries("curve of " + band.name(), band.x(), band.middle());
    curve.setLabel(band.name());
    curve.setLineColor(colour);
    curve.setLineStyle(Canvas.SOLID);
    curve.setMarkerColor(colour);
    curve.setMarker(band.x().size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
  }

  private static void drawPoints(Cloud cloud, Color colour, Canvas canvas) {
    XYSeries points = canvas.chart().addSeries("points of " + cloud.name(), cloud.x(), cloud.y());
    points.setLabel(cloud.name());
    points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    points.setMarkerColor(colour);
    points.setMarker(SeriesMarkers.CIRCLE);
  }
}
