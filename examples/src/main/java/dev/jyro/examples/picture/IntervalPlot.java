package dev.jyro.examples.picture;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Numbers with their intervals, side by side at each of some places, such as the effect in each of
 * eight schools by each of two estimates: a point, and through it a line from the lower edge to the
 * upper.
 *
 * <p>The picture has {@link LinePlot#WIDTH} by {@link LinePlot#HEIGHT} pixels, and the legend at
 * the right. It needs fonts, as {@link LinePlot} does.
 *
 * <p>Errors: {@link IllegalArgumentException} if there is nothing to draw, more than {@link
 * ScatterPlot#COLOURS} bands, or two of one name, or a band has an x that is no place.
 *
 * <p>Thread safety: immutable.
 *
 * @param title what stands over the plot
 * @param xAxis what the places are
 * @param yAxis what the vertical axis measures, with its unit
 * @param places what they are called, in their order
 * @param bands the intervals, in the order of the legend; their x are 1 for the first place, and so
 *     on
 */
public record IntervalPlot(
    String title, String xAxis, String yAxis, List<String> places, List<Band> bands) {
  /** How much of the way from place to place the intervals of one take. */
  private static final double SPREAD = 0.5;

  /** Pixels from the first place to the last, a little less: a tick at each, and none between. */
  private static final int TICKS = 640;

  /** Checks the names and places, and keeps copies of the lists. */
  public IntervalPlot {
    places = List.copyOf(places);
    bands = List.copyOf(bands);
    if (bands.isEmpty()) {
      throw new IllegalArgumentException("Plot '%s' needs at least one band.".formatted(title));
    }
    Palette.needColours(title, bands.stream().map(Band::name).toList());
    int last = places.size();
    bands.forEach(band -> band.x().forEach(x -> needPlace(title, band, x, last)));
  }

  private static void needPlace(String title, Band band, double x, int last) {
    if (x != Math.rint(x) || x < 1 || x > last) {
      throw new IllegalArgumentException(
          "Plot '%s': band '%s' has an x of %s, needed a place, a whole number from 1 to %d."
              .formatted(title, band.name(), x, last));
    }
  }

  /** Draws the plot. */
  public Picture draw() {
    Canvas canvas = new Canvas(title, xAxis, yAxis);
    canvas.legendOutside();
    namePlaces(canvas.styler());
    for (int i = 0; i < bands.size(); i++) {
      draw(bands.get(i), shift(i), Palette.COLOURS.get(i), canvas);
    }
    return canvas.paint();
  }

  private void namePlaces(XYStyler styler) {
    styler.setXAxisMin(0.5);
    styler.setXAxisMax(places.size() + 0.5);
    styler.setXAxisTickMarkSpacingHint(TICKS / (places.size() + 1));
    styler.setxAxisTickLabelsFormattingFunction(this::nameAt);
  }

  /** Beside the places nothing is drawn, but XChart asks for labels that differ. */
  private String nameAt(double x) {
    int place = (int) Math.rint(x);
    boolean known = place == x && place >= 1 && place <= places.size();
    return known ? places.get(place - 1) : Double.toString(x);
  }

  private double shift(int band) {
    return SPREAD * ((band + 0.5) / bands.size() - 0.5);
  }

  private static void draw(Band band, double shift, Color colour, Canvas canvas) {
    List<Double> x = band.x().stream().map(place -> place + shift).toList();
    IntStream.range(0, x.size()).forEach(i -> drawLine(band, i, x.get(i), colour, canvas));
    XYSeries points = canvas.chart().addSeries(band.name(), x, band.middle());
    points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.CIRCLE);
    points.setMarkerColor(colour);
  }

  private static void drawLine(Band band, int i, double x, Color colour, Canvas canvas) {
    XYSeries line =
        canvas
            .chart()
            .addSeries(
                band.name() + " at " + i,
                List.of(x, x),
                List.of(band.lower().get(i), band.upper().get(i)));
    line.setLineColor(colour);
    line.setLineStyle(Canvas.SOLID);
    line.setMarker(SeriesMarkers.NONE);
    line.setShowInLegend(false);
  }
}
