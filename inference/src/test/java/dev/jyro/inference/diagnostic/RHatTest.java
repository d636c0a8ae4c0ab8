package dev.jyro.inference.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RHatTest {
  /** Halves of n draws: their means vary by 1/n, so that R-hat is 1 within some 1 / n. Seed 1. */
  @Test
  void isNearOneForChainsOfOneLaw() {
    double[][] chains = EffectiveSampleSizeTest.autoregressive(new Random(1), 4, 2000, 0);
    assertThat(RHat.of(chains)).isCloseTo(1, within(5.0 / 1000));
  }

  /**
   * Of eight halves four are at 0 and four at 2: the variance is 1 within, 8 / 7 between the means.
   * Ranks bring the ends of the scale nearer by less than a tenth. Seed 2.
   */
  @Test
  void isFarFromOneForChainsApart() {
    double[][] chains = EffectiveSampleSizeTest.autoregressive(new Random(2), 4, 1000, 0);
    chains[2] = Arrays.stream(chains[2]).map(x -> x + 2).toArray();
    chains[3] = Arrays.stream(chains[3]).map(x -> x + 2).toArray();
    assertThat(RHat.of(chains)).isCloseTo(Math.sqrt(1 + 8.0 / 7), within(0.1));
  }

  @Test
  void isNaNIfAllDrawsAreOneNumber() {
    assertThat(RHat.of(new double[3][8])).isNaN();
  }

  @Test
  void isInfiniteIfEachChainStandsElsewhere() {
    double[][] chains = new double[2][8];
    Arrays.fill(chains[1], 1);
    assertThat(RHat.of(chains)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  /** Of plus and minus one the distances from the median are all the same, and say nothing. */
  @Test
  void ofTwoValuesIsThatOfTheBulk() {
    double[][] chains = {{-1, 1, -1, 1, 1, -1, 1, -1}};
    assertThat(RHat.of(chains)).isCloseTo(Math.sqrt(3.0 / 4), within(1e-12));
  }

  @Test
  void ofASiteIsThatOfEachElement() {
    Draws draws = Draws.of(Map.of("x", Tensor.of(new double[][] {{1, 0}, {2, 0}, {3, 0}, {5, 0}})));
    assertThat(RHat.of(draws, "x"))
        .containsExactly(RHat.of(new double[][] {{1, 2, 3, 5}}), Double.NaN);
  }
}
