package dev.jyro.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AffinitiesTest {
  private static final int COUNT = 40;
  private static final int DIMENSION = 3;
  private static final float[] POINTS = Clouds.normal(1, COUNT * DIMENSION);

  private static double squaredDistance(int one, int other) {
    return IntStream.range(0, DIMENSION)
        .mapToDouble(d -> (double) POINTS[one * DIMENSION + d] - POINTS[other * DIMENSION + d])
        .map(gap -> gap * gap)
        .sum();
  }

  /** Straight from the definition, over all other points. */
  private static double[] conditional(int point, double beta) {
    double[] weights =
        IntStream.range(0, COUNT)
            .mapToDouble(j -> j == point ? 0 : Math.exp(-beta * squaredDistance(point, j)))
            .toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  private static double perplexity(double[] p) {
    return Math.exp(-Arrays.stream(p).filter(x -> x > 0).map(x -> x * Math.log(x)).sum());
  }

  /** The logarithm of beta halved 60 times from a range of 40: as close as doubles can be. */
  private static double[] conditional(int point) {
    double low = -20;
    double high = 20;
    for (int round = 0; round < 60; round++) {
      double middle = (low + high) / 2;
      boolean wide = perplexity(conditional(point, Math.exp(middle))) > 13;
      low = wide ? middle : low;
      high = wide ? high : middle;
    }
    return conditional(point, Math.exp(low));
  }

  /** With perplexity 13, all 39 other points are neighbours, so that nothing is left out. */
  private static double[][] found() {
    return Clouds.dense(Clouds.affinities(POINTS, DIMENSION, 13).matrix());
  }

  /**
   * The entropy is met to 1e-10. That moves beta by 1e-10 / Var(beta d) of itself, and p by {@code
   * |beta d - mean|} times as much; here the variance is above 0.1 and the distance below 100.
   */
  @Test
  void areThoseOfTheDefinition() {
    double[][] found = found();
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < COUNT; j++) {
        double wanted = (conditional(i)[j] + conditional(j)[i]) / (2 * COUNT);
        assertThat(found[i][j]).isCloseTo(wanted, within(1e-7 * wanted));
      }
    }
  }

  @Test
  void areSymmetricToTheLastBit() {
    double[][] found = found();
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(found[i][j]).isEqualTo(found[j][i]);
      }
    }
  }

  /** Up to the rounding of 1,560 numbers. */
  @Test
  void haveTheSumOne() {
    assertThat(Arrays.stream(found()).flatMapToDouble(Arrays::stream).sum())
        .isCloseTo(1, within(1560 * 0x1p-53));
  }

  @Test
  void areOfTheNearestOnlyIfThereAreMore() {
    double[][] found = Clouds.dense(Clouds.affinities(POINTS, DIMENSION, 2).matrix());
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < COUNT; j++) {
        boolean near = isAmongSixNearest(i, j) || isAmongSixNearest(j, i);
        assertThat(found[i][j] > 0).as("%d, %d", i, j).isEqualTo(near);
      }
    }
  }

  private static boolean isAmongSixNearest(int of, int one) {
    long nearer =
        IntStream.range(0, COUNT)
            .filter(j -> j != of && squaredDistance(of, j) < squaredDistance(of, one))
            .count();
    return of != one && nearer < 6;
  }
}
