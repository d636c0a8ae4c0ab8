package dev.jyro.examples.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinePlotTest {
  private static final int BLUE = 0x0072b2;
  private static final int ORANGE = 0xd55e00;
  private static final int WHITE = 0xffffff;

  private static BufferedImage draw(Curve... curves) {
    return LinePlot.of("Training", "epoch", "ELBO", curves).draw().image();
  }

  private static Curve rising(String name, int points) {
    return Curve.byEpoch(
        name, IntStream.rangeClosed(1, points).mapToObj(epoch -> -100.0 / epoch).toList());
  }

  /** How many pixels have just this colour in the left nine tenths, where no legend is. */
  private static long count(BufferedImage image, int colour) {
    int width = image.getWidth() * 8 / 10;
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    return IntStream.of(pixels).filter(pixel -> (pixel & WHITE) == colour).count();
  }

  @Nested
  final class APlot {
    @Test
    void hasItsSizeAndAWhiteGround() {
      BufferedImage image = draw(rising("train", 5));
      assertThat(image.getWidth()).isEqualTo(LinePlot.WIDTH);
      assertThat(image.getHeight()).isEqualTo(LinePlot.HEIGHT);
      assertThat(image.getRGB(1, 1) & WHITE).isEqualTo(WHITE);
    }

    @ParameterizedTest(name = "of {0} points")
    @ValueSource(ints = {2, 20, 40, 41, 500})
    void showsEachCurveInItsColour(int points) {
      BufferedImage image = draw(rising("train", points), Curve.byEpoch("test", List.of(-90.0)));
      assertThat(count(image, BLUE)).isGreaterThan(300);
      assertThat(count(draw(rising("train", points)), ORANGE)).isZero();
    }

    @Test
    void showsACurveOfOnePoint() {
      Curve train = Curve.byEpoch("train", List.of(-100.0));
      Curve test = Curve.byEpoch("test", List.of(-90.0));
      assertThat(count(draw(train), BLUE)).isPositive();
      assertThat(count(draw(train, test), ORANGE)).isPositive();
    }

    @ParameterizedTest(name = "of {0} points")
    @ValueSource(ints = {2, 100})
    void showsAFlatCurve(int points) {
      Curve flat = Curve.byEpoch("flat", Collections.nCopies(points, -1e-3));
      assertThat(count(draw(flat), BLUE)).isGreaterThan(300);
    }

    @Test
    void showsPointsAtAnyDistances() {
      Curve test = new Curve("test", List.of(1.0, 11.0, 21.0), List.of(-3e9, 0.0, 3e9));
      assertThat(count(draw(test), BLUE)).isGreaterThan(300);
    }
  }

  @Nested
  final class ALogarithmicPlot {
    private static BufferedImage draw(List<Curve> curves) {
      return LinePlot.logarithmic("Growth", "size", "microseconds", curves).draw().image();
    }

    private static Curve power(String name, double exponent) {
      List<Double> x = List.of(1.0, 10.0, 100.0, 1000.0);
      return new Curve(name, x, x.stream().map(size -> Math.pow(size, exponent)).toList());
    }

    @Test
    void showsAPowerAsAStraightLine() {
      BufferedImage image = draw(List.of(power("cube", 3)));
      int[] rows = new int[3];
      int left = leftmost(image, BLUE);
      int right = rightmost(image, BLUE);
      for (int i = 0; i < 3; i++) {
        rows[i] = middle(image, left + 10 + i * (right - left - 20) / 2);
      }
      assertThat(2 * rows[1] - rows[0] - rows[2]).isBetween(-4, 4);
    }

    @Test
    void beginsItsColoursAgainDashed() {
      List<Curve> curves =
          IntStream.rangeClosed(0, LinePlot.COLOURS).mapToObj(i -> power("c" + i, i)).toList();
      assertThat(count(draw(curves), BLUE))
          .isGreaterThan(count(draw(curves.subList(0, LinePlot.COLOURS)), BLUE));
    }

    private static boolean isIn(BufferedImage image, int column, int row, int colour) {
      return (image.getRGB(column, row) & WHITE) == colour;
    }

    private static boolean hasColour(BufferedImage image, int column, int colour) {
      return IntStream.range(0, image.getHeight())
          .anyMatch(row -> isIn(image, column, row, colour));
    }

    /** The legend is in the right quarter. */
    private static int rightmost(BufferedImage image, int colour) {
      return IntStream.range(0, image.getWidth() * 3 / 4)
          .filter(column -> hasColour(image, column, colour))
          .max()
          .orElseThrow();
    }

    private static int leftmost(BufferedImage image, int colour) {
      return IntStream.range(0, image.getWidth())
          .filter(column -> hasColour(image, column, colour))
          .findFirst()
          .orElseThrow();
    }

    private static int middle(BufferedImage image, int column) {
      return (int)
          IntStream.range(0, image.getHeight())
              .filter(row -> isIn(image, column, row, BLUE))
              .average()
              .orElseThrow();
    }
  }

  @Nested
  final class AFile {
    @TempDir Path folder;

    @Test
    void isAPng() throws IOException {
      Path file = folder.resolve("elbo.png");
      LinePlot.of("Training", "epoch", "ELBO", rising("train", 5)).draw().writeTo(file);
      assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(LinePlot.WIDTH);
    }
  }

  @Nested
  final class Nonsense {
    @Test
    void isAPlotWithoutCurves() {
      assertThatThrownBy(() -> draw())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("'Training'", "at least one curve");
    }

    @Test
    void isZeroOnALogarithmicAxis() {
      Curve zero = new Curve("zero", List.of(0.0, 1.0), List.of(1.0, 1.0));
      assertThatThrownBy(() -> LinePlot.logarithmic("Growth", "x", "y", List.of(zero)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("'Growth'", "'zero'", "needed greater than 0");
    }

    @Test
    void isANameUsedTwice() {
      assertThatThrownBy(() -> draw(rising("a", 2), rising("a", 2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[a, a]");
    }

    @Test
    void isACurveWithoutPoints() {
      assertThatThrownBy(() -> Curve.byEpoch("train", List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'train' has 0 x and 0 y");
    }

    @Test
    void isAnXWithoutItsY() {
      assertThatThrownBy(() -> new Curve("train", List.of(1.0, 2.0), List.of(1.0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'train' has 2 x and 1 y");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void isAPointThatIsNotFinite(double value) {
      assertThatThrownBy(() -> Curve.byEpoch("train", List.of(1.0, value)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("y of point 1 is " + value);
    }
  }
}
