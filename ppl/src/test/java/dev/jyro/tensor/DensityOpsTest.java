package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DensityOpsTest {
  private static final int DRAWS = 40_000;

  @Nested
  final class TheIncompleteGammaFunction {
    @ParameterizedTest(name = "of {0} is the distribution function")
    @ValueSource(doubles = {0.2, 1, 3.5, 40})
    void isTheGammaDistributionsFunction(double concentration) {
      GammaDistribution gamma = GammaDistribution.of(concentration, 1);
      for (double x : new double[] {0.01, 0.5, 1, 4, 60}) {
        Tensor a = Tensor.of(concentration);
        double below = gamma.cumulativeProbability(x);
        double above = gamma.survivalProbability(x);
        assertThat(a.gammaInc(Tensor.of(x)).item()).isCloseTo(below, within(1e-10));
        assertThat(a.gammaIncC(Tensor.of(x)).item()).isCloseTo(above, within(1e-10));
      }
    }

    @Test
    void hasTheDensityAsItsSlope() {
      Tensor slope = Gradients.grad(x -> Tensor.of(3.5).gammaInc(x).sum(), Tensor.of(2.0));
      double density = GammaDistribution.of(3.5, 1).density(2);
      assertThat(slope.item()).isCloseTo(density, within(1e-10));
    }
  }

  @Nested
  final class GammaDraws {
    @ParameterizedTest(name = "of concentration {0} have its mean and variance")
    @ValueSource(doubles = {0.2, 1, 3.5, 40})
    void haveTheMomentsOfTheDistribution(double concentration) {
      double[] draws = draws(concentration, DataType.FLOAT64);
      double fourth = 2 * concentration * concentration + 6 * concentration;
      assertThat(Maths.mean(draws)).isCloseTo(concentration, within(4 * error(concentration)));
      assertThat(Maths.variance(draws)).isCloseTo(concentration, within(4 * error(fourth)));
    }

    @ParameterizedTest(name = "of concentration {0} follow its distribution function")
    @ValueSource(doubles = {0.2, 1, 3.5, 40})
    void followTheDistributionFunction(double concentration) {
      GammaDistribution gamma = GammaDistribution.of(concentration, 1);
      assertThat(farthest(draws(concentration, DataType.FLOAT64), gamma::cumulativeProbability))
          .isLessThan(1.95 / Math.sqrt(DRAWS)); // Kolmogorov and Smirnov, one in a thousand
    }

    @Test
    void areTheSameInSinglePrecisionUpToRounding() {
      double[] single = draws(3.5, DataType.FLOAT32);
      assertThat(Maths.mean(single)).isCloseTo(3.5, within(4 * error(3.5)));
    }

    @ParameterizedTest(name = "at concentration {0}")
    @ValueSource(doubles = {0.2, 0.7, 1, 3.5, 12})
    void carryTheDerivativeOfTheQuantile(double concentration) {
      Tensor at = Tensor.full(concentration, DataType.FLOAT64, 50);
      double[] draws = at.standardGamma(5).toDoubles();
      double[] found = Gradients.grad(a -> a.standardGamma(5).sum(), at).toDoubles();
      for (int i = 0; i < draws.length; i++) {
        double expected = quantileSlope(concentration, draws[i]);
        assertThat(found[i]).isCloseTo(expected, within(2e-3 * Math.abs(expected) + 1e-6));
      }
    }

    @Test
    void haveTheirDerivativeByItsOwnNameToo() {
      Tensor at = Tensor.of(0.7, 3.5);
      Tensor draw = at.standardGamma(5);
      assertThat(at.standardGammaGradient(draw).toDoubles())
          .isEqualTo(Gradients.grad(a -> a.standardGamma(5).sum(), at).toDoubles());
    }

    /** Implicit differentiation: the distribution function stays what it is. */
    private double quantileSlope(double concentration, double draw) {
      double step = 1e-5;
      double above = GammaDistribution.of(concentration + step, 1).cumulativeProbability(draw);
      double below = GammaDistribution.of(concentration - step, 1).cumulativeProbability(draw);
      double density = GammaDistribution.of(concentration, 1).density(draw);
      return -(above - below) / (2 * step) / density;
    }

    private double[] draws(double concentration, DataType type) {
      return Tensor.full(concentration, type, DRAWS).standardGamma(11).toDoubles();
    }
  }

  @Nested
  final class PoissonDraws {
    @ParameterizedTest(name = "of rate {0} have its mean and variance")
    @ValueSource(doubles = {0.3, 4, 60})
    void haveTheMomentsOfTheDistribution(double rate) {
      double[] draws = Tensor.full(rate, DataType.FLOAT64, DRAWS).poisson(3).toDoubles();
      assertThat(Maths.mean(draws)).isCloseTo(rate, within(4 * error(rate)));
      assertThat(Maths.variance(draws)).isCloseTo(rate, within(4 * error(rate + 2 * rate * rate)));
      assertThat(Arrays.stream(draws)).allMatch(x -> x >= 0 && x == Math.rint(x));
    }
  }

  @Nested
  final class ADraw {
    private final List<LongFunction<double[]>> kinds =
        List.of(
            seed -> Tensor.full(2, DataType.FLOAT64, 100).standardGamma(seed).toDoubles(),
            seed -> Tensor.full(9, DataType.FLOAT64, 100).poisson(seed).toDoubles(),
            seed -> Tensor.full(2, DataType.FLOAT64, 100).vonMises(seed).toDoubles());

    @Test
    void isDecidedByItsSeed() {
      for (LongFunction<double[]> kind : kinds) {
        assertThat(kind.apply(1)).isEqualTo(kind.apply(1)).isNotEqualTo(kind.apply(2));
      }
    }

    @Test
    void dependsOnEveryBitOfItsSeed() {
      for (LongFunction<double[]> kind : kinds) {
        double[] first = kind.apply(-1);
        for (int bit = 0; bit < Long.SIZE; bit++) {
          assertThat(first).isNotEqualTo(kind.apply(-1 ^ (1L << bit)));
        }
      }
    }

    @Test
    void isTheSameOnEveryThread() {
      for (LongFunction<double[]> kind : kinds) {
        List<double[]> parallel =
            LongStream.range(0, 64).parallel().mapToObj(seed -> scoped(kind, seed)).toList();
        for (int seed = 0; seed < 64; seed++) {
          assertThat(parallel.get(seed)).isEqualTo(kind.apply(seed));
        }
      }
    }

    private double[] scoped(LongFunction<double[]> kind, long seed) {
      try (TensorScope scope = TensorScope.open()) {
        return kind.apply(seed);
      }
    }
  }

  @Nested
  final class BinaryCrossEntropy {
    @Test
    void broadcasts() {
      Tensor logits = Tensor.of(0.5, -2);
      assertThat(
              logits
                  .binaryCrossEntropyWithLogits(Tensor.of(new double[] {0, 1, 1}, new Shape(3, 1)))
                  .neg()
                  .shape())
          .isEqualTo(new Shape(3, 2));
      assertThat(
              logits
                  .binaryCrossEntropyWithLogits(Tensor.scalar(1, DataType.FLOAT64))
                  .neg()
                  .toDoubles())
          .containsExactly(new double[] {-Maths.softplus(-0.5), -Maths.softplus(2)}, within(1e-12));
    }

    @Test
    void ofATruthTakesWholeNumbersAndTruths() {
      Tensor logits = Tensor.of(0.5, -2);
      double[] expected = logits.binaryCrossEntropyWithLogits(Tensor.of(1.0, 0)).neg().toDoubles();
      assertThat(logits.binaryCrossEntropyWithLogits(Tensor.of(1L, 0)).neg().toDoubles())
          .isEqualTo(expected);
      assertThat(logits.binaryCrossEntropyWithLogits(Tensor.of(true, false)).neg().toDoubles())
          .isEqualTo(expected);
    }

    @Test
    void staysFiniteForExtremeLogits() {
      Tensor logits = Tensor.of(-1000f, 1000f);
      assertThat(logits.binaryCrossEntropyWithLogits(Tensor.of(1f, 0f)).neg().toDoubles())
          .containsExactly(-1000, -1000);
      assertThat(logits.binaryCrossEntropyWithLogits(Tensor.of(0f, 1f)).neg().toDoubles())
          .containsExactly(new double[] {0, 0}, within(0.0));
    }
  }

  /** The standard error of a mean over the draws. */
  private static double error(double variance) {
    return Math.sqrt(variance / DRAWS);
  }

  /** The largest distance between the draws' distribution function and the real one. */
  private static double farthest(double[] draws, DoubleUnaryOperator cdf) {
    double[] rising = draws.clone();
    Arrays.sort(rising);
    double farthest = 0;
    for (int i = 0; i < rising.length; i++) {
      double real = cdf.applyAsDouble(rising[i]);
      farthest =
          Math.max(
              farthest,
              Math.max(real - (double) i / rising.length, (i + 1.0) / rising.length - real));
    }
    return farthest;
  }
}
