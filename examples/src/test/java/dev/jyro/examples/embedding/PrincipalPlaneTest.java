package dev.jyro.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.random.Noise;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PrincipalPlaneTest {
  private static final int COUNT = 1000;
  private static final List<Double> DEVIATIONS = List.of(1.0, 10.0, 2.0, 5.0, 1.0);

  /** Independent in each dimension, with these deviations. */
  private static Points stretched() {
    float[] values = Clouds.normal(1, COUNT * 5);
    for (int i = 0; i < values.length; i++) {
      values[i] *= DEVIATIONS.get(i % 5).floatValue();
    }
    return Points.of(values, 5);
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double correlation(double[] a, double[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  /**
   * In a thousand points the dimensions of deviations 10 and 5 have a covariance of about 50 /
   * √1000 = 1.6, which turns the axes by 1.6 / (100 - 25) = 0.02, and the correlation by the square
   * of that; the noise, whose deviation is a hundredth, takes as little.
   */
  @Test
  void hasTheTwoDirectionsOfMostVariance() {
    var axes = new PrincipalPlane(stretched(), Noise.of(0)).axes();
    assertThat(Math.abs(correlation(axes._1().places(), stretched().column(1))))
        .isGreaterThan(0.995);
    assertThat(Math.abs(correlation(axes._2().places(), stretched().column(3))))
        .isGreaterThan(0.995);
  }

  /** Up to the noise, whose variance is less than 1e-4 of the first axis's. */
  @Test
  void isShrunkInBothDirectionsAlike() {
    var axes = new PrincipalPlane(stretched(), Noise.of(0)).axes();
    double first = Math.sqrt(dot(axes._1().places(), axes._1().places()) / COUNT);
    double second = Math.sqrt(dot(axes._2().places(), axes._2().places()) / COUNT);
    assertThat(first).isCloseTo(1e-4, within(1e-7));
    // The deviation of an estimated deviation is 1/√2000 of it, and here is a quotient of two.
    assertThat(second / first).isCloseTo(0.5, within(4 * 0.5 * Math.sqrt(2 / 2000.0)));
  }

  @Test
  void partsPointsThatCoincide() {
    var axes = new PrincipalPlane(Points.of(new float[200], 2), Noise.of(0)).axes();
    assertThat(Arrays.stream(axes._1().places()).distinct()).hasSize(100);
    assertThat(Arrays.stream(axes._1().places()).map(Math::abs).max().orElseThrow())
        .isBetween(1e-7, 1e-6);
  }
}
