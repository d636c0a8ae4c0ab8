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
