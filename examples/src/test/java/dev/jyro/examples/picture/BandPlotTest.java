package dev.jyro.examples.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BandPlotTest {
  private static final Color BLUE = Palette.COLOURS.get(0);
  private static final Color ORANGE = Palette.COLOURS.get(1);
  private static final Color GREEN = Palette.COLOURS.get(2);

  private static final Band BAND = level("flat", -1, 1);

  /** From x = 0 to 10, its curve in the middle. */
  private static Band level(String name, double lower, double upper) {
    List<Double> x = IntStream.rangeClosed(0, 10).mapToObj(i -> (double) i).toList();
    return new Band(name, x, all(lower), all((lower + upper) / 2), all(upper));
  }

  private static List<Double> all(double value) {
    return Collections.nCopies(11, value);
  }

  private static Picture draw(Band band, Cloud... data) {
    return BandPlot.of("Regression", "x", "y", band, data).draw();
  }

  private static Pixels inPlot(Picture picture) {
    return Pixels.of(picture).left(0.8);
  }

  /** A colour's veil as it is seen on another. */
  private static Color on(Color ground, Color colour) {
    double opacity = Palette.veil(colour).getAlpha() / 255.0;
    return new Color(
        mixed(ground.getRed(), colour.getRed(), opacity),
        mixed(ground.getGreen(), colour.getGreen(), opacity),
        mixed(ground.getBlue(), colour.getBlue(), opacity));
  }

  private static int mixed(int ground, int colour, double opacity) {
    return (int) Math.round(ground + (colour - ground) * opacity);
  }

  @Nested
  final class APlot {
    @Test
    void hasTheSizeAndTheGroundOfALinePlot() {
      Picture picture = draw(BAND);
      assertThat(picture.image().getWidth()).isEqualTo(LinePlot.WIDTH);
      assertThat(picture.image().getHeight()).isEqualTo(LinePlot.HEIGHT);
      assertThat(new Color(picture.image().getRGB(1, 1))).isEqualTo(Color.WHITE);
    }

    /**
     * The points are on the edges. A pixel that an edge cuts has neither colour, and points are
     * placed to half a pixel and drawn to half a pixel: two are allowed.
     */
    @Test
    void shadesFromEdgeToEdge() {
      Picture picture = draw(BAND, new Cloud("up", List.of(5.0), List.of(1.0)), low("down", 5.0));
      Pixels pixels = inPlot(picture);
      Color veil = on(Color.WHITE, BLUE);
      assertThat((double) pixels.rows(veil).getMin())
          .isCloseTo(pixels.rows(ORANGE).getAverage(), within(2.0));
      assertThat((double) pixels.rows(veil).getMax())
          .isCloseTo(pixels.rows(GREEN).getAverage(), within(2.0));
    }

    @Test
    void shadesFromTheFirstPointToTheLast() {
      Picture picture = draw(BAND, low("first", 0), low("last", 10));
      Pixels pixels = Pixels.of(picture).low();
      Color veil = on(Color.WHITE, BLUE);
      assertThat((double) pixels.columns(veil).getMin())
          .isCloseTo(pixels.columns(ORANGE).getAverage(), within(2.0));
      assertThat((double) pixels.columns(veil).getMax())
          .isCloseTo(pixels.columns(GREEN).getAverage(), within(2.0));
    }

    private static Cloud low(String name, double x) {
      return new Cloud(name, List.of(x), List.of(-1.0));
    }

    @Test
    void drawsTheCurveInTheMiddle() {
      Pixels pixels = inPlot(draw(BAND));
      Color veil = on(Color.WHITE, BLUE);
      double middle = (pixels.rows(veil).getMin() + pixels.rows(veil).getMax()) / 2.0;
      assertThat(pixels.count(BLUE)).isGreaterThan(300);
      assertThat(pixels.rows(BLUE).getAverage()).isCloseTo(middle, within(2.0));
    }

    @Test
    void showsBothBandsWhereTheyLieUponEachOther() {
      var plot =
          new BandPlot("Regression", "x", "y", List.of(BAND, level("high", 0.5, 2)), List.of());
      Pixels pixels = inPlot(plot.draw());
      assertThat(pixels.count(on(Color.WHITE, BLUE))).isGreaterThan(1000);
      assertThat(pixels.count(on(Color.WHITE, ORANGE))).isGreaterThan(1000);
      assertThat(pixels.count(on(on(Color.WHITE, BLUE), ORANGE))).isGreaterThan(1000);
    }

    @Test
    void showsDataInTheNextColour() {
      Cloud data = new Cloud("data", List.of(1.0, 2.0), List.of(0.5, 3.0));
      assertThat(inPlot(draw(BAND, data)).count(ORANGE)).isGreaterThan(30);
      assertThat(inPlot(draw(BAND)).count(ORANGE)).isZero();
    }

    @Test
    void showsABandOfOnePoint() {
      Band one = new Band("one", List.of(1.0), List.of(0.0), List.of(1.0), List.of(2.0));
      assertThat(inPlot(draw(one)).count(BLUE)).isPositive();
    }
  }

  @Nested
  final class Nonsense {
    private static void refused(ThrowingCallable work, String... said) {
      assertThatThrownBy(work)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(said);
    }

    private static Band band(List<Double> x, List<Double> lower, List<Double> upper) {
      return new Band("b", x, lower, Collections.nCopies(x.size(), 0.0), upper);
    }

    @Test
    void isAPlotWithoutBands() {
      refused(
          () -> new BandPlot("Empty", "x", "y", List.of(), List.of()),
          "'Empty'",
          "no band",
          "Fix: ");
    }

    @Test
    void isANameUsedTwice() {
      refused(() -> draw(BAND, new Cloud("flat", List.of(1.0), List.of(1.0))), "[flat, flat]");
    }

    @Test
    void isMoreThanThereAreColours() {
      Cloud[] data =
          IntStream.range(0, 10)
              .mapToObj(i -> new Cloud("c" + i, List.of(1.0), List.of(1.0)))
              .toArray(Cloud[]::new);
      refused(() -> draw(BAND, data), "shows 11", "at most 10");
    }

    @Test
    void isALowerEdgeOverTheUpperOne() {
      refused(
          () -> band(List.of(1.0, 2.0), List.of(0.0, 3.0), List.of(1.0, 1.0)),
          "Band 'b'",
          "at point 1 the lower edge is 3.0 and the upper one 1.0",
          "Fix: ");
    }

    @Test
    void isAnXThatFalls() {
      refused(
          () -> band(List.of(2.0, 1.0), List.of(0.0, 0.0), List.of(1.0, 1.0)),
          "x of point 1 is 1.0, after 2.0",
          "Fix: sort");
    }

    @Test
    void isAnEdgeOfAnotherLength() {
      refused(
          () -> band(List.of(1.0), List.of(0.0, 1.0), List.of(2.0)),
          "1 points, 2 lower and 1 upper");
    }

    @Test
    void isABandWithoutPoints() {
      refused(() -> band(List.of(), List.of(), List.of()), "Band 'b' has 0 x and 0 y");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void isAnEdgeThatIsNotFinite(double value) {
      refused(
          () -> band(List.of(1.0), List.of(value), List.of(1.0)),
          "lower edge of point 0 is " + value);
      refused(
          () -> band(List.of(1.0), List.of(-1.0), List.of(value)),
          "upper edge of point 0 is " + value);
    }
  }
}
