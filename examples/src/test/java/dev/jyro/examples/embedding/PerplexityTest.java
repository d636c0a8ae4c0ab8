package dev.jyro.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PerplexityTest {
  private static final Perplexity THIRTY = new Perplexity(30);

  private static double[] distances(long seed, int count, double scale) {
    return new SplittableRandom(seed).doubles(count).map(one -> scale * one).toArray();
  }

  private static double perplexity(double[] p) {
    return Math.exp(-Arrays.stream(p).filter(one -> one > 0).map(x -> x * Math.log(x)).sum());
  }

  @ParameterizedTest(name = "distances up to {0}")
  @ValueSource(doubles = {1e-60, 1e-12, 1, 1e12, 1e60})
  void isMetAtAnyScale(double scale) {
    double[] p = THIRTY.probabilities(distances(1, 90, scale));
    assertThat(perplexity(p)).isCloseTo(30, within(1e-5));
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-14));
  }

  @ParameterizedTest(name = "of {0}")
  @ValueSource(doubles = {1.01, 2, 29.9})
  void isMetFromVeryFewNeighboursToVeryMany(double wanted) {
    double[] p = new Perplexity(wanted).probabilities(distances(2, 90, 1));
    assertThat(perplexity(p)).isCloseTo(wanted, within(1e-5));
  }

  @Test
  void isMetWhereAllNeighboursAreFarAway() {
    double[] far = Arrays.stream(distances(3, 90, 1)).map(d -> d + 1e6).toArray();
    assertThat(perplexity(THIRTY.probabilities(far))).isCloseTo(30, within(1e-5));
  }

  @Test
  void givesTheNearerMore() {
    double[] p = new Perplexity(2).probabilities(new double[] {3, 1, 2, 5, 4, 6});
    assertThat(p[1]).isGreaterThan(p[2]);
    assertThat(p[2]).isGreaterThan(p[0]);
    assertThat(p[0]).isGreaterThan(p[4]);
  }

  @Test
  void sharesEquallyAmongNeighboursThatCoincide() {
    double[] p = THIRTY.probabilities(new double[90]);
    assertThat(p).containsOnly(1 / 90.0);
  }

  @Test
  void leavesAllToTheNearestIfTheseAreMoreThanItWants() {
    double[] some = IntStream.range(0, 90).mapToDouble(i -> i < 40 ? 0 : 1).toArray();
    double[] p = THIRTY.probabilities(some);
    assertThat(Arrays.copyOf(p, 40)).containsOnly(1 / 40.0);
    assertThat(Arrays.copyOfRange(p, 40, 90)).containsOnly(0);
  }
}
