package dev.jyro.examples.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Colours as readers see them. What the colour-blind see is simulated as Machado, Oliveira and
 * Fernandes 2009, A Physiologically-based Model for Simulation of Color Vision Deficiency, do: by a
 * matrix for the linear parts of a colour.
 */
final class PaletteTest {
  private static Stream<Arguments> readers() {
    return Stream.of(
        reader("full sight", 1, 0, 0, 0, 1, 0, 0, 0, 1),
        reader(
            "no sense of red",
            0.152286,
            1.052583,
            -0.204868,
            0.114503,
            0.786281,
            0.099216,
            -0.003882,
            -0.048116,
            1.051998),
        reader(
            "no sense of green",
            0.367322,
            0.860646,
            -0.227968,
            0.280085,
            0.672501,
            0.047413,
            -0.011820,
            0.042940,
            0.968881),
        reader(
            "no sense of blue",
            1.255528,
            -0.076749,
            -0.178779,
            -0.078411,
            0.930809,
            0.147602,
            0.004733,
            0.691367,
            0.303900));
  }

  private static Arguments reader(String sight, double... matrix) {
    UnaryOperator<double[]> see = linear -> product(matrix, linear);
    return Arguments.of(sight, see);
  }

  private static double[] seen(UnaryOperator<double[]> sight, Color colour) {
    return lab(
        Arrays.stream(sight.apply(linear(colour)))
            .map(part -> Math.max(0, Math.min(1, part)))
            .toArray());
  }

  /**
   * CIE's distance of two colours, of which 2.3 can just be noticed (Mahy, Van Eycken and
   * Oosterlinck 1994). The nearest two of Okabe and Ito's seven are 16.1 apart for one of these
   * readers; the other three are to be no nearer.
   */
  @ParameterizedTest(name = "with {0}")
  @MethodSource("readers")
  void canBeToldApartByReaders(String name, UnaryOperator<double[]> sight) {
    List<Color> all = Palette.COLOURS;
    for (Color one : all) {
      for (Color other : all.subList(0, all.indexOf(one))) {
        assertThat(distance(seen(sight, one), seen(sight, other)))
            .as("%s, %s", one, other)
            .isGreaterThan(16);
      }
    }
  }

  /** The lightness of white is 100. */
  @ParameterizedTest(name = "with {0}")
  @MethodSource("readers")
  void canBeSeenOnWhiteByReaders(String name, UnaryOperator<double[]> sight) {
    assertThat(Palette.COLOURS).allMatch(colour -> seen(sight, colour)[0] < 80);
  }

  private static double distance(double[] one, double[] other) {
    return Math.hypot(Math.hypot(one[0] - other[0], one[1] - other[1]), one[2] - other[2]);
  }

  private static double[] product(double[] matrix, double[] vector) {
    double[] product = new double[3];
    for (int i = 0; i < 9; i++) {
      product[i / 3] += matrix[i] * vector[i % 3];
    }
    return product;
  }

  /** The parts of a colour of the standard sRGB in proportion to their light. */
  private static double[] linear(Color colour) {
    return Arrays.stream(new int[] {colour.getRed(), colour.getGreen(), colour.getBlue()})
        .mapToDouble(part -> part / 255.0)
        .map(part -> part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4))
        .toArray();
  }

  /** CIE 1976: lightness, green to red, blue to yellow; white is that of daylight. */
  private static double[] lab(double[] linear) {
    double[] light = {
      0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920,
      0.9503041
    };
    double[] white = product(light, new double[] {1, 1, 1});
    double[] found = product(light, linear);
    double[] felt = new double[3];
    Arrays.setAll(felt, i -> felt(found[i] / white[i]));
    return new double[] {116 * felt[1] - 16, 500 * (felt[0] - felt[1]), 200 * (felt[1] - felt[2])};
  }

  private static double felt(double light) {
    return light > Math.pow(6 / 29.0, 3)
        ? Math.cbrt(light)
        : light / (3 * Math.pow(6 / 29.0, 2)) + 4 / 29.0;
  }
}
