package dev.jyro.inference.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EffectiveSampleSizeTest {
  /**
   * Of x[t] = phi x[t-1] + noise, the mean's size is S (1 - phi) / (1 + phi) in truth. The
   * estimate's relative standard error is about sqrt(2 m / S), with the m lags that are summed,
   * here fewer than 40: below 3.2 % for 80,000 draws, and thrice that is allowed. Seed 4.
   */
  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0, 0.5, 0.8})
  void isThatOfAnAutoregressiveProcess(double phi) {
    double[][] chains = autoregressive(new Random(4), 4, 20_000, phi);
    double truth = 80_000 * (1 - phi) / (1 + phi);
    double allowed = 3 * truth * Math.sqrt(2 * 40 / 80_000.0);
    assertThat(EffectiveSampleSize.mean(chains)).isCloseTo(truth, within(allowed));
    assertThat(EffectiveSampleSize.bulk(chains)).isCloseTo(truth, within(allowed));
  }

  @Test
  void doesNotDependOnUnitsOrOrigin() {
    double[][] chains = autoregressive(new Random(5), 2, 500, 0.5);
    double[][] moved = Chains.map(chains, x -> 1024 * x);
    assertThat(EffectiveSampleSize.mean(moved))
        .isCloseTo(EffectiveSampleSize.mean(chains), within(1e-9));
  }

  @Test
  void ofTheBulkDependsOnTheOrderOfDrawsAlone() {
    double[][] chains = autoregressive(new Random(6), 2, 500, 0.5);
    assertThat(EffectiveSampleSize.bulk(Chains.map(chains, Math::exp)))
        .isEqualTo(EffectiveSampleSize.bulk(chains));
  }

  @Test
  void ofConstantDrawsIsTheirNumber() {
    double[][] chains = new double[2][10];
    assertThat(EffectiveSampleSize.mean(chains)).isEqualTo(20);
    assertThat(EffectiveSampleSize.bulk(chains)).isEqualTo(20);
    assertThat(EffectiveSampleSize.tail(chains)).isEqualTo(20);
  }

  /** Chains that stand still, each at its own place, are worth about one draw each. */
  @Test
  void ofChainsThatStandStillIsSmall() {
    double[][] chains = new double[4][1000];
    for (int chain = 0; chain < 4; chain++) {
      Arrays.fill(chains[chain], chain);
    }
    assertThat(EffectiveSampleSize.mean(chains)).isBetween(1.0, 8.0);
  }

  @Test
  void ofASiteIsThatOfEachElement() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor theta = Noise.of(7).normal(Shapes.of(2, 50, 3, 2), DataType.FLOAT64);
      Draws draws = Draws.ofChains(Map.of("theta", theta));
      double[] numbers = theta.toDoubles();
      double[][] last = new double[2][50];
      for (int i = 0; i < 100; i++) {
        last[i / 50][i % 50] = numbers[i * 6 + 5];
      }
      assertThat(EffectiveSampleSize.mean(draws, "theta"))
          .hasSize(6)
          .endsWith(EffectiveSampleSize.mean(last));
      assertThat(EffectiveSampleSize.bulk(draws, "theta"))
          .hasSize(6)
          .endsWith(EffectiveSampleSize.bulk(last));
      assertThat(EffectiveSampleSize.tail(draws, "theta"))
          .hasSize(6)
          .endsWith(EffectiveSampleSize.tail(last));
    }
  }

  @Nested
  final class OfWeights {
    @Test
    void isTheNumberIfTheyAreEqual() {
      double[] weights = {-3, -3, -3, -3};
      assertThat(EffectiveSampleSize.ofWeights(weights)).isCloseTo(4, within(1e-12));
    }

    @Test
    void isKongs() {
      double[] weights = {Math.log(1), Math.log(2), Math.log(3), Double.NEGATIVE_INFINITY};
      assertThat(EffectiveSampleSize.ofWeights(weights)).isCloseTo(36.0 / 14, within(1e-12));
    }

    @Test
    void isOneIfOneHasAll() {
      double[] weights = {-1e5, 1e5, Double.NEGATIVE_INFINITY};
      assertThat(EffectiveSampleSize.ofWeights(weights)).isCloseTo(1, within(1e-12));
    }

    @Test
    void refusesNaNAndNothing() {
      assertThatThrownBy(() -> EffectiveSampleSize.ofWeights(new double[] {0, Double.NaN}))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Log weight 1 of 2 is NaN");
      assertThatThrownBy(
              () -> EffectiveSampleSize.ofWeights(new double[] {Double.NEGATIVE_INFINITY}))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("1 log weights, all -infinity");
    }
  }

  @Nested
  final class Refuses {
    @Test
    void tooFewDraws() {
      assertThatThrownBy(() -> EffectiveSampleSize.bulk(new double[2][3]))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Chains: 2, of 3 draws each")
          .hasMessageContaining("at least 4");
      assertThatThrownBy(() -> EffectiveSampleSize.bulk(new double[0][]))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Chains: 0");
    }

    @Test
    void chainsOfDifferentLengths() {
      assertThatThrownBy(
              () -> EffectiveSampleSize.mean(new double[][] {new double[5], new double[4]}))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Chain 0 has 5 draws, chain 1 has 4");
    }

    @Test
    void whatIsNotFiniteAndSaysWhere() {
      double[] theta = new double[2 * 5 * 3];
      theta[(5 + 3) * 3 + 1] = Double.NaN;
      Draws draws = Draws.ofChains(Map.of("theta", Tensor.of(theta, Shapes.of(2, 5, 3))));
      assertThatThrownBy(() -> EffectiveSampleSize.tail(draws, "theta"))
          .isInstanceOf(SiteException.class)
          .hasMessageContaining("Site 'theta': theta[1]: draw 3 of chain 1 is NaN")
          .hasMessageContaining("Fix:");
    }

    @Test
    void whatIsNoProbability() {
      assertThatThrownBy(() -> EffectiveSampleSize.quantile(new double[1][4], 1.5))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("1.5");
    }

    @Test
    void aSiteThatIsNotThere() {
      Draws draws = Draws.of(Map.of("theta", Tensor.of(1.0, 2.0)));
      assertThatThrownBy(() -> EffectiveSampleSize.mean(draws, "beta"))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("'beta'");
    }
  }

  static double[][] autoregressive(Random random, int chains, int draws, double phi) {
    double[][] all = new double[chains][draws];
    for (double[] x : all) {
      x[0] = random.nextGaussian();
      for (int t = 1; t < draws; t++) {
        x[t] = phi * x[t - 1] + Math.sqrt(1 - phi * phi) * random.nextGaussian();
      }
    }
    return all;
  }
}
