package dev.jyro.examples.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IntervalPlotTest {
  private static final List<String> PLACES = List.of("A", "B", "C");

  private static Band band(String name, double... x) {
    List<Double> at = Arrays.stream(x).boxed().toList();
    return new Band(
        name,
        at,
        at.stream().map(one -> one - 5).toList(),
        at,
        at.stream().map(one -> one + 5).toList());
  }

  private static BufferedImage drawn(Band... bands) {
    return new IntervalPlot("Places", "place", "points", PLACES, List.of(bands)).draw().image();
  }

  /** How many columns of the picture's left two thirds, where no legend is, have this colour. */
  private static long columns(BufferedImage image, Color colour) {
    return IntStream.range(0, image.getWidth() * 2 / 3)
        .filter(
            x ->
                IntStream.range(0, image.getHeight())
                    .anyMatch(y -> image.getRGB(x, y) == colour.getRGB()))
        .count();
  }

  @Test
  void hasTheSizeOfOtherPlots() {
    BufferedImage image = drawn(band("measured", 1, 2, 3));
    assertThat(image.getWidth()).isEqualTo(LinePlot.WIDTH);
    assertThat(image.getHeight()).isEqualTo(LinePlot.HEIGHT);
  }

  @Test
  void drawsEachBandInAColourOfItsOwn() {
    BufferedImage image = drawn(band("measured", 1), band("pooled", 1));
    assertThat(columns(image, Palette.COLOURS.get(0))).isPositive();
    assertThat(columns(image, Palette.COLOURS.get(1))).isPositive();
    assertThat(columns(image, Palette.COLOURS.get(2))).isZero();
  }

  @Test
  void drawsNoLineFromPlaceToPlace() {
    // Two marks of 7 pixels each, and no pixel between.
    assertThat(columns(drawn(band("measured", 1, 2)), Palette.COLOURS.get(0))).isLessThan(20);
  }

  @Test
  void refusesAnXThatIsNoPlace() {
    assertThatThrownBy(() -> drawn(band("measured", 1, 2.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'measured'", "2.5", "from 1 to 3");
    assertThatThrownBy(() -> drawn(band("measured", 4)))
        .hasMessageContainingAll("4.0", "from 1 to 3");
  }

  @Test
  void refusesToDrawNothing() {
    assertThatThrownBy(() -> drawn()).hasMessageContaining("at least one band");
  }
}
