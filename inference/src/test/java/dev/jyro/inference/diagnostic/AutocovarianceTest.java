package dev.jyro.inference.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AutocovarianceTest {
  /** Sums of some hundred products of numbers of size 1: roundings are below 1e-13. Seed 41. */
  @ParameterizedTest(name = "{0} chains of {1} draws")
  @CsvSource({"1, 2", "1, 64", "2, 65", "3, 127", "4, 128"})
  void isTheMeanOfProducts(int chains, int draws) {
    double[][] x = EffectiveSampleSizeTest.autoregressive(new Random(41), chains, draws, 0.4);
    double[] found = Autocovariance.of(x);
    assertThat(found).hasSize(draws);
    for (int lag = 0; lag < draws; lag++) {
      double sum = 0;
      for (double[] chain : x) {
        sum += products(chain, lag) / draws;
      }
      assertThat(found[lag]).isCloseTo(sum / chains, within(1e-13));
    }
  }

  private static double products(double[] chain, int lag) {
    double mean = Moments.mean(chain);
    double sum = 0;
    for (int t = 0; t + lag < chain.length; t++) {
      sum += (chain[t] - mean) * (chain[t + lag] - mean);
    }
    return sum;
  }
}
