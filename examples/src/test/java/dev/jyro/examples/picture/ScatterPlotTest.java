package dev.jyro.examples.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScatterPlotTest {
  private static final Color BLUE = Palette.COLOURS.get(0);

  /** So many classes, of two points each. */
  private static List<Cloud> clouds(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Cloud("c" + i, List.of((double) i, i + 0.5), List.of(-1.0 * i, i * 1.0)))
        .toList();
  }

  private static Picture draw(List<Cloud> clouds) {
    return ScatterPlot.of("Animals", "length", "weight", clouds.toArray(Cloud[]::new)).draw();
  }

  private static Pixels inPlot(Picture picture) {
    return Pixels.of(picture).left(0.9);
  }

  @Nested
  final class APlot {
    @Test
    void hasTheSizeAndTheGroundOfALinePlot() {
      Picture picture = draw(clouds(3));
      assertThat(picture.image().getWidth()).isEqualTo(LinePlot.WIDTH);
      assertThat(picture.image().getHeight()).isEqualTo(LinePlot.HEIGHT);
      assertThat(new Color(picture.image().getRGB(1, 1))).isEqualTo(Color.WHITE);
    }

    @ParameterizedTest(name = "of {0}")
    @ValueSource(ints = {1, 3, 10})
    void showsEachCloudInItsColour(int count) {
      Picture picture = draw(clouds(count));
      for (int i = 0; i < ScatterPlot.COLOURS; i++) {
        long pixels = inPlot(picture).count(Palette.COLOURS.get(i));
        assertThat(pixels > 20).as("points of cloud %d", i).isEqualTo(i < count);
      }
    }

    /** A box is more than ten pixels wide and high. */
    @Test
    void explainsEachColourByABox() {
      Pixels legend = Pixels.of(draw(clouds(10))).right(0.1);
      assertThat(Palette.COLOURS).allMatch(colour -> legend.count(colour) > 100);
    }

    /** A thousand lie upon each other at one place, and two are at two. */
    @Test
    void drawsManyPointsSmaller() {
      Cloud two = clouds(1).get(0);
      Cloud many =
          new Cloud("many", Collections.nCopies(1001, 0.0), Collections.nCopies(1001, 1.0));
      assertThat(inPlot(draw(List.of(many))).count(BLUE))
          .isBetween(5L, inPlot(draw(List.of(two))).count(BLUE) / 4);
    }
  }

  @Nested
  final class AMap {
    private static Pixels map(double width, double height) {
      List<Double> x = List.of(0.0, width, 0.0, width);
      Cloud corners = new Cloud("corners", x, List.of(0.0, 0.0, height, height));
      return Pixels.of(ScatterPlot.map("Map", List.of(corners)).draw()).left(0.85);
    }

    /** Points are as wide as high; each end of a distance is within a pixel of its place. */
    @ParameterizedTest(name = "{0} wide and {1} high")
    @CsvSource({"1, 1", "40, 10", "1, 3", "1e-6, 2e-6", "1e6, 5e5"})
    void hasOneScaleInAllDirections(double width, double height) {
      Pixels pixels = map(width, height);
      double point = map(0, 0).columns(BLUE).getCount();
      double across = pixels.columns(BLUE).getMax() + 1 - pixels.columns(BLUE).getMin() - point;
      double down = pixels.rows(BLUE).getMax() + 1 - pixels.rows(BLUE).getMin() - point;
      assertThat(across * height / width).isCloseTo(down, within(2 + 2 * height / width));
    }

    @Test
    void fillsTheWidthOrTheHeight() {
      assertThat(map(40, 10).columns(BLUE).getMin()).isLessThan(100);
      assertThat(map(1, 3).rows(BLUE).getMax()).isGreaterThan(500);
    }

    @Test
    void hasNoNumbers() {
      Picture numbered = draw(clouds(1));
      Picture map = ScatterPlot.map("Animals", clouds(1)).draw();
      assertThat(inPlot(map).rows(Palette.INK).getMax()).as("the title").isLessThan(80);
      assertThat(inPlot(numbered).rows(Palette.INK).getMax()).isGreaterThan(500);
    }

    @ParameterizedTest(name = "{0} wide and {1} high")
    @CsvSource({"0, 0", "1, 0", "0, 1"})
    void showsPointsOnALine(double width, double height) {
      assertThat(map(width, height).count(BLUE)).isGreaterThan(20);
    }
  }

  @Nested
  final class Classes {
    @Test
    void makeACloudEach() {
      assertThat(
              Cloud.byClass(List.of(1.0, 2.0, 3.0), List.of(4.0, 5.0, 6.0), List.of(300, 7, 300)))
          .containsExactly(
              new Cloud("7", List.of(2.0), List.of(5.0)),
              new Cloud("300", List.of(1.0, 3.0), List.of(4.0, 6.0)));
    }

    @Test
    void areOneForEachPoint() {
      assertThatThrownBy(() -> Cloud.byClass(List.of(1.0), List.of(2.0), List.of(1, 2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1 x, 1 y and 2 classes");
    }
  }

  @Nested
  final class Nonsense {
    @Test
    void isAPlotWithoutClouds() {
      assertThatThrownBy(() -> draw(List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("'Animals'", "no cloud");
    }

    @Test
    void isMoreThanThereAreColours() {
      assertThatThrownBy(() -> draw(clouds(11)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("'Animals' shows 11", "at most 10", "Fix: ");
    }

    @Test
    void isANameUsedTwice() {
      Cloud cloud = clouds(1).get(0);
      assertThatThrownBy(() -> draw(List.of(cloud, cloud)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[c0, c0]");
    }

    @Test
    void isACloudWithoutPoints() {
      assertThatThrownBy(() -> new Cloud("none", List.of(), List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Cloud 'none' has 0 x and 0 y");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void isAPointThatIsNotFinite(double value) {
      assertThatThrownBy(() -> new Cloud("cats", List.of(1.0, value), List.of(1.0, 1.0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Cloud 'cats': x of point 1 is " + value);
    }
  }
}
