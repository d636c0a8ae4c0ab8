package dev.jyro.inference.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.diagnostic.Reference.OfChains;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class IntervalTest {
  static Stream<Arguments> cases() {
    return ChainsAgainstArviZTest.cases();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithArviZAndNumPy(String name, OfChains expected) {
    double[] draws = Chains.joined(expected.chains());
    agree(Interval.highestDensity(draws, 0.9), expected.highest90());
    agree(Interval.highestDensity(draws, 0.5), expected.highest50());
    agree(Interval.central(draws, 0.9), expected.central90());
  }

  /**
   * Of an exponential the narrowest interval begins at 0. Its end, the quantile at 0.8, has the
   * standard error sqrt(0.8 0.2 / S) / 0.2, thrice which is allowed. Seed 31.
   */
  @Test
  void ofAFallingDensityBeginsAtItsTop() {
    Random random = new Random(31);
    double[] draws =
        IntStream.range(0, 40_000).mapToDouble(i -> -Math.log(1 - random.nextDouble())).toArray();
    Interval found = Interval.highestDensity(draws, 0.8);
    double error = Math.sqrt(0.16 / 40_000) / 0.2;
    assertThat(found.low()).isCloseTo(0, within(3 * error));
    assertThat(found.high()).isCloseTo(-Math.log(0.2), within(3 * error));
    assertThat(found.width()).isLessThan(Interval.central(draws, 0.8).width());
  }

  @Test
  void containsItsEnds() {
    Interval found = new Interval(1, 2);
    assertThat(found.contains(1)).isTrue();
    assertThat(found.contains(2)).isTrue();
    assertThat(found.contains(2.1)).isFalse();
    assertThat(found.contains(Double.NaN)).isFalse();
  }

  @Test
  void ofASiteIsThatOfEachElement() {
    Draws draws =
        Draws.of(Map.of("x", Tensor.of(new double[][] {{1, 10}, {2, 20}, {4, 40}, {3, 30}})));
    assertThat(Interval.central(draws, "x", 0.5))
        .containsExactly(new Interval(1.75, 3.25), new Interval(17.5, 32.5));
    assertThat(Interval.highestDensity(draws, "x", 0.5))
        .containsExactly(new Interval(1, 3), new Interval(10, 30));
  }

  @Test
  void refusesWhatHasNone() {
    assertThatThrownBy(() -> Interval.central(new double[] {1}, 0.5))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("1 draws");
    assertThatThrownBy(() -> Interval.highestDensity(new double[] {1, 2}, 90))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("90.0");
    Draws draws = Draws.of(Map.of("x", Tensor.of(1.0, Double.NaN)));
    assertThatThrownBy(() -> Interval.central(draws, "x", 0.5))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("Site 'x': draw 1 of 2 is NaN");
  }

  private static void agree(Interval found, List<Double> expected) {
    double allowed = Reference.rounding(expected.get(0), expected.get(1));
    assertThat(found.low()).isCloseTo(expected.get(0), within(allowed));
    assertThat(found.high()).isCloseTo(expected.get(1), within(allowed));
  }
}
