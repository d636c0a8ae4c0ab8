package dev.jyro.examples.picture;

import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Points by class, in a picture of {@link LinePlot#WIDTH} by {@link LinePlot#HEIGHT} pixels, with
 * the legend at the right. Later clouds lie upon earlier ones.
 *
 * <p>The colours can be told apart by colour-blind readers; there are {@link #COLOURS}.
 *
 * <p>It needs fonts, as {@link LinePlot} does.
 *
 * <p>Errors: {@link IllegalArgumentException} if there is no cloud, or more than there are colours,
 * or two share a name.
 *
 * <p>Thread safety: immutable.
 *
 * @param title what stands over the plot
 * @param xAxis what the horizontal axis measures
 * @param yAxis what the vertical axis measures
 * @param clouds in the order of the legend
 * @param axes what they tell
 */
public record ScatterPlot(String title, String xAxis, String yAxis, List<Cloud> clouds, Axes axes) {
  /** How many colours there are. */
  public static final int COLOURS = Palette.COLOURS.size();

  /** With more points than these they are drawn smaller. */
  private static final int FEW = 1000;

  /** What axes tell. */
  public enum Axes {
    /** Each has its numbers, and its own scale. */
    NUMBERED,
    /** Nothing: only who is near whom matters, and a distance is as long in all directions. */
    BARE
  }

  /** Checks the clouds and keeps a copy of the list. */
  public ScatterPlot {
    clouds = List.copyOf(clouds);
    if (clouds.isEmpty()) {
      throw new IllegalArgumentException(
          "Plot '%s' has no cloud: needed at least one.".formatted(title));
    }
    Palette.needColours(title, clouds.stream().map(Cloud::name).toList());
  }

  /** A plot of some clouds. */
  public static ScatterPlot of(String title, String xAxis, String yAxis, Cloud... clouds) {
    return new ScatterPlot(title, xAxis, yAxis, List.of(clouds), Axes.NUMBERED);
  }

  /** A map: clouds in a plane whose coordinates mean nothing, such as an embedding. */
  public static ScatterPlot map(String title, List<Cloud> clouds) {
    return new ScatterPlot(title, "", "", clouds, Axes.BARE);
  }

  /** Draws the plot. */
  public Picture draw() {
    Canvas canvas = new Canvas(title, xAxis, yAxis);
    canvas.legendOutside();
    canvas.styler().setMarkerSize(count() > FEW ? 4 : 8);
    for (int i = 0; i < clouds.size(); i++) {
      add(clouds.get(i), Palette.COLOURS.get(i), canvas);
    }
    if (axes == Axes.BARE) {
      canvas.equalUnits();
    }
    return canvas.paint();
  }

  private int count() {
    return clouds.stream().mapToInt(cloud -> cloud.x().size()).sum();
  }

  private static void add(Cloud cloud, Color colour, Canvas canvas) {
    XYSeries points = canvas.chart().addSeries("points of " + cloud.name(), cloud.x(), cloud.y());
    points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.CIRCLE);
    points.setMarkerColor(colour);
    points.setShowInLegend(false);
    addToLegend(cloud, colour, canvas);
  }

  /** As a box, which is an area of one point: marks so small have hardly a colour. */
  private static void addToLegend(Cloud cloud, Color colour, Canvas canvas) {
    XYSeries box =
        canvas
            .chart()
            .addSeries("box of " + cloud.name(), cloud.x().subList(0, 1), cloud.y().subList(0, 1));
    box.setLabel(cloud.name());
    box.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    box.setFillColor(colour);
    box.setLineColor(colour);
    box.setLineStyle(SeriesLines.NONE);
    box.setMarker(SeriesMarkers.NONE);
  }
}
