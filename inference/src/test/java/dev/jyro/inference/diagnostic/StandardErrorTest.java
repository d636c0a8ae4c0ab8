package dev.jyro.inference.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Tensor;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class StandardErrorTest {
  private final double[][] normal =
      EffectiveSampleSizeTest.autoregressive(new Random(3), 4, 10_000, 0);

  /** 1 / sqrt(S); the size is known within 3 %, and so within the root of that. Seed 3. */
  @Test
  void ofTheMeanIsItsStandardDeviation() {
    assertThat(StandardError.ofMean(normal)).isCloseTo(1 / 200.0, within(0.03 / 200));
  }

  /**
   * sqrt(p (1 - p) / S) / density: at the median sqrt(pi / 2 / S). It is half the distance between
   * two draws some 200 places apart, which varies by a tenth. Seed 3.
   */
  @Test
  void ofTheMedianIsItsStandardDeviation() {
    double truth = Math.sqrt(Math.PI / 2) / 200;
    assertThat(StandardError.ofQuantile(normal, 0.5)).isCloseTo(truth, within(0.2 * truth));
  }

  @Test
  void ofConstantDrawsIsZero() {
    assertThat(StandardError.ofMean(new double[2][6])).isZero();
    assertThat(StandardError.ofQuantile(new double[2][6], 0.9)).isZero();
  }

  @Test
  void ofASiteIsThatOfEachElement() {
    Draws draws = Draws.of(Map.of("x", Tensor.of(1.0, 2.0, 3.0, 5.0)));
    double[][] chains = {{1, 2, 3, 5}};
    assertThat(StandardError.ofMean(draws, "x")).containsExactly(StandardError.ofMean(chains));
    assertThat(StandardError.ofQuantile(draws, "x", 0.5))
        .containsExactly(StandardError.ofQuantile(chains, 0.5));
  }
}
