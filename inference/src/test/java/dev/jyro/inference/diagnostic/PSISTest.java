package dev.jyro.inference.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.inference.diagnostic.Reference.Fit;
import dev.jyro.inference.diagnostic.Reference.OfScale;
import dev.jyro.inference.diagnostic.Reference.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PSISTest {
  private static final int DRAWS = 50_000;
  private static final double PUBLISHED = 1e-10;

  static List<Fit> fits() {
    return Reference.read().pareto().fits();
  }

  @ParameterizedTest
  @MethodSource("fits")
  void fitsParetoTailsAsPublished(Fit expected) {
    double[] uniform = Reference.unpacked(Reference.read().pareto().uniform());
    ParetoTail truth = new ParetoTail(expected.shape(), 1);
    ParetoTail found =
        ParetoTail.fit(Arrays.stream(uniform).map(truth::quantile).sorted().toArray());
    assertThat(found.k()).isCloseTo(expected.k(), within(PUBLISHED));
    assertThat(found.sigma()).isCloseTo(expected.sigma(), within(PUBLISHED));
  }

  static List<OfScale> guides() {
    return Reference.read().normalGuides().kHats();
  }

  /** A guide N(0, s) for three standard normals, of 50,000 draws: the published k-hats. */
  @ParameterizedTest
  @MethodSource("guides")
  void judgesNormalGuidesAsPublished(OfScale expected) {
    double scale = expected.scale();
    assertThat(PSIS.of(logWeights(scale)).kHat()).isCloseTo(expected.kHat(), within(PUBLISHED));
  }

  static List<Weights> weights() {
    return Reference.read().weights();
  }

  @ParameterizedTest
  @MethodSource("weights")
  void smoothesAsArviZ(Weights expected) {
    PSIS found = PSIS.of(Reference.vector(expected.logWeights()), expected.reff());
    assertThat(found.kHat()).isCloseTo(expected.kHat(), within(Reference.RELATIVE));
    assertThat(found.smoothed())
        .containsExactly(Reference.vector(expected.smoothed()), within(1e-8));
  }

  /**
   * For a guide N(0, s) of one standard normal the weights' tail has k = 1 - s^2 in truth. Of
   * 100,000 draws the tail has 949, and k a standard deviation of about (1 + k) / sqrt(949), thrice
   * which is allowed, and 0.1 more since the tail is Pareto in the limit only. Seed 11.
   */
  @ParameterizedTest
  @CsvSource({"0.5", "0.7", "0.8"})
  void findsTheShapeOfANormalGuide(double scale) {
    Random random = new Random(11);
    double[] weights =
        IntStream.range(0, 100_000)
            .mapToDouble(i -> (1 - scale * scale) / 2 * Math.pow(random.nextGaussian(), 2))
            .toArray();
    double truth = 1 - scale * scale;
    assertThat(PSIS.of(weights).kHat())
        .isCloseTo(truth, within(3 * (1 + truth) / Math.sqrt(949) + 0.1));
  }

  @Test
  void makesWeightsThatSumToOneAndKeepsTheirOrder() {
    double[] weights = new Random(12).doubles(1000, 0, 12).toArray();
    PSIS found = PSIS.of(weights);
    double[] smoothed = found.smoothed();
    assertThat(Arrays.stream(smoothed).map(Math::exp).sum()).isCloseTo(1, within(1e-12));
    Integer[] order = IntStream.range(0, 1000).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (i, j) -> Double.compare(weights[i], weights[j]));
    assertThat(Arrays.stream(order).mapToDouble(i -> smoothed[i]).toArray()).isSorted();
    assertThat(found.effectiveSampleSize()).isBetween(1.0, 1000.0);
  }

  @Nested
  final class APerfectGuide {
    private final PSIS found = PSIS.of(IntStream.range(0, 40).mapToDouble(i -> 7).toArray());

    @Test
    void isReliable() {
      assertThat(found.kHat()).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(found.isReliable()).isTrue();
      assertThat(found.advice()).contains("all weights are equal");
    }

    /** Log densities in single precision differ by roundings. */
    @Test
    void mayBeOffByRoundings() {
      double[] rounded = new Random(13).doubles(1000, 0, 5e-5).toArray();
      assertThat(PSIS.of(rounded).kHat()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void keepsItsWeights() {
      assertThat(Arrays.stream(found.smoothed()).map(Math::exp).toArray())
          .containsExactly(
              IntStream.range(0, 40).mapToDouble(i -> 1 / 40.0).toArray(), within(1e-12));
      assertThat(found.effectiveSampleSize()).isCloseTo(40, within(1e-10));
    }
  }

  @Test
  void saysThatATailTooSmallCannotBeJudged() {
    double[] weights = new double[100];
    weights[3] = 5;
    PSIS found = PSIS.of(weights);
    assertThat(found.kHat()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(found.isReliable()).isFalse();
    assertThat(found.advice()).contains("too few or too equal");
    assertThat(found.smoothed()[3] - found.smoothed()[4]).isCloseTo(5, within(1e-12));
  }

  @Nested
  final class Advises {
    @Test
    void trustBelowTheThreshold() {
      assertThat(PSIS.of(logWeights(0.9)).advice())
          .isEqualTo("k-hat 0.27, of 50000 draws (threshold 0.70): the weights can be trusted.");
    }

    /** 0.64 of 50,000 is reliable; of 100 it is not: the threshold is 1 - 1 / log10(100) = 0.5. */
    @Test
    void moreDrawsWhereTheyHelp() {
      double[] weights =
          IntStream.range(0, 100).mapToDouble(i -> -0.6 * Math.log(1 - (i + 0.5) / 100)).toArray();
      PSIS found = PSIS.of(weights);
      assertThat(found.kHat()).isBetween(0.5, 0.7);
      assertThat(found.threshold()).isCloseTo(0.5, within(1e-12));
      assertThat(found.advice())
          .contains("threshold 0.50")
          .containsPattern("Fix: draw [0-9]+ or more");
    }

    @Test
    void anotherGuideWhereTheyDoNot() {
      assertThat(PSIS.of(logWeights(0.5)).advice())
          .contains("k-hat 0.91")
          .contains("0.7 or more")
          .contains("Fix: a guide that is nearer");
      assertThat(PSIS.of(logWeights(0.3)).advice()).contains("1 or more: the weights have no mean");
    }
  }

  @Nested
  final class Refuses {
    @Test
    void tooFew() {
      assertThatThrownBy(() -> PSIS.of(new double[20]))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("20 weights")
          .hasMessageContaining("at least 21");
    }

    @Test
    void whatIsNoWeight() {
      double[] weights = new double[30];
      weights[7] = Double.NaN;
      assertThatThrownBy(() -> PSIS.of(weights))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Log weight 7 of 30 is NaN");
      weights[7] = Double.POSITIVE_INFINITY;
      assertThatThrownBy(() -> PSIS.of(weights))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("Log weight 7 of 30 is Infinity");
    }

    @Test
    void nothingButZeros() {
      double[] weights = new double[30];
      Arrays.fill(weights, Double.NEGATIVE_INFINITY);
      assertThatThrownBy(() -> PSIS.of(weights))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("30 log weights, all -infinity");
    }

    @Test
    void aRelativeSizeOfNothing() {
      assertThatThrownBy(() -> PSIS.of(new double[30], 0))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("relative size 0.0");
    }
  }

  /**
   * See {@code reference.py}: the greatest 700, and 0 for the others, which do not bear on k-hat.
   */
  private static double[] logWeights(double scale) {
    double[] squares =
        Arrays.copyOf(Reference.unpacked(Reference.read().normalGuides().greatest()), DRAWS);
    return Arrays.stream(squares)
        .map(q -> (1 - scale * scale) / 2 * q + 3 * Math.log(scale))
        .toArray();
  }
}
