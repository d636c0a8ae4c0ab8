package dev.jyro.inference.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.inference.diagnostic.Reference.Likelihoods;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ELPDTest {
  static List<Likelihoods> models() {
    return Reference.read().likelihoods();
  }

  /** ArviZ's standard error has the divisor n in its variance, the paper n - 1. */
  @ParameterizedTest
  @MethodSource("models")
  void ofLeavingOneOutAgreesWithArviZ(Likelihoods expected) {
    LOO loo = LOO.of(Reference.matrix(expected.logs()), expected.reff());
    double data = expected.looPointwise().size();
    agree(loo.pointwise(), expected.looPointwise());
    agree(loo.kHats(), expected.kHats());
    agree(loo.total(), expected.loo());
    agree(loo.standardError(), expected.looError() * Math.sqrt(data / (data - 1)));
    agree(loo.effectiveParameters(), expected.looParameters());
    agree(loo.threshold(), expected.threshold());
  }

  /** ArviZ's variances over the draws have the divisor S, too, where the paper has S - 1. */
  @ParameterizedTest
  @MethodSource("models")
  void ofTheCriterionAgreesWithArviZ(Likelihoods expected) {
    double[][] logs = Reference.matrix(expected.logs());
    WAIC waic = WAIC.of(logs);
    double[] variances = variances(logs);
    double[] moved =
        IntStream.range(0, variances.length)
            .mapToDouble(i -> waic.pointwise()[i] + variances[i] / logs.length)
            .toArray();
    agree(moved, expected.waicPointwise());
    agree(
        waic.effectiveParameters(), expected.waicParameters() * logs.length / (logs.length - 1.0));
    agree(waic.total(), Moments.sum(waic.pointwise()));
    agree(waic.standardError(), Moments.errorOfSum(waic.pointwise()));
  }

  /**
   * Of n data N(loc, 1) under a flat prior, each datum left out is N(mean of the others, 1 + 1 / (n
   * - 1)). The draws have an error of about sqrt(p / S) nats, some 0.01, thrice which is allowed.
   * Seed 21.
   */
  @Test
  void ofLeavingOneOutIsThatOfLeavingOneOut() {
    Random random = new Random(21);
    double[] data = random.doubles(20, -1, 1).toArray();
    double mean = Moments.mean(data);
    double[] locs =
        IntStream.range(0, 10_000)
            .mapToDouble(i -> mean + random.nextGaussian() / Math.sqrt(20))
            .toArray();
    double truth = Arrays.stream(data).map(y -> normal(y, (20 * mean - y) / 19, 20.0 / 19)).sum();
    LOO loo = LOO.of(logLikelihoods(data, locs));
    assertThat(loo.total()).isCloseTo(truth, within(3 * Math.sqrt(1 / 10_000.0)));
    assertThat(loo.warnings()).isEmpty();
    assertThat(WAIC.of(logLikelihoods(data, locs)).total()).isCloseTo(truth, within(0.1));
  }

  @Test
  void warnsOfADatumThatMovesThePosterior() {
    LOO loo = LOO.of(Reference.matrix(models().get(0).logs()));
    assertThat(loo.warnings())
        .singleElement()
        .asString()
        .contains("k-hat is 0.57 or more for 2 of 12 data (9, 11)")
        .contains("Fix:");
    assertThat(loo.toString()).startsWith("LOO: elpd -34.73 nats, standard error 8.66, 3.50");
    WAIC waic = WAIC.of(Reference.matrix(models().get(0).logs()));
    assertThat(waic.warnings())
        .singleElement()
        .asString()
        .contains("of 12 data vary by more than 0.4")
        .contains("Fix: use LOO");
  }

  @Test
  void leavesOutDataThatAreMasked() {
    double[][] logs = Reference.matrix(models().get(0).logs());
    double[][] masked =
        Arrays.stream(logs)
            .map(
                row ->
                    IntStream.rangeClosed(0, row.length)
                        .mapToDouble(i -> i == 0 ? Double.NaN : row[i - 1])
                        .toArray())
            .toArray(double[][]::new);
    assertThat(LOO.of(masked).pointwise()).isEqualTo(LOO.of(logs).pointwise());
    assertThat(WAIC.of(masked).pointwise()).isEqualTo(WAIC.of(logs).pointwise());
  }

  @Nested
  final class Refuses {
    @Test
    void dataThatAreNotMaskedAtEveryDraw() {
      double[][] logs = {{1, Double.NaN, 2}, {1, 3, 2}};
      assertThatThrownBy(() -> WAIC.of(logs))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("datum 1 at draw 0 is NaN");
    }

    @Test
    void dataOfWhichNearlyAllAreMasked() {
      double[][] logs = {{1, Double.NaN}, {1, Double.NaN}};
      assertThatThrownBy(() -> WAIC.of(logs))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("of 1 data each that are not NaN at every draw");
    }

    @Test
    void tooFewDraws() {
      assertThatThrownBy(() -> LOO.of(new double[20][5]))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("20 draws, of 5 data")
          .hasMessageContaining("at least 21 draws");
    }

    @Test
    void drawsOfDifferentLengths() {
      double[][] logs = {{1, 2}, {1, 2, 3}};
      assertThatThrownBy(() -> WAIC.of(logs))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("draw 0 has 2 data, draw 1 has 3");
    }

    @Test
    void impossibleData() {
      double[][] logs = {{1, 2}, {1, Double.NEGATIVE_INFINITY}};
      assertThatThrownBy(() -> WAIC.of(logs))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("datum 1 at draw 1 is -Infinity");
    }
  }

  @Nested
  final class Compared {
    private final LOO narrow = LOO.of(Reference.matrix(models().get(0).logs()));
    private final LOO wide = LOO.of(Reference.matrix(models().get(1).logs()), 0.6);
    private final Comparison comparison = Comparison.of(Map.of("narrow", narrow, "wide", wide));

    @Test
    void putsTheBestFirst() {
      assertThat(comparison.rows())
          .extracting(Comparison.Row::model)
          .containsExactly("wide", "narrow");
      assertThat(comparison.rows().get(0).difference()).isZero();
      assertThat(comparison.rows().get(0).errorOfDifference()).isZero();
    }

    @Test
    void takesTheErrorFromTheDifferences() {
      double[] differences =
          IntStream.range(0, 12)
              .mapToDouble(i -> narrow.pointwise()[i] - wide.pointwise()[i])
              .toArray();
      Comparison.Row second = comparison.rows().get(1);
      agree(second.difference(), narrow.total() - wide.total());
      agree(second.errorOfDifference(), Math.sqrt(12 * Moments.variance(differences)));
      assertThat(second.errorOfDifference()).isLessThan(second.standardError());
    }

    @Test
    void isATable() {
      assertThat(comparison.toString())
          .isEqualTo(
              """
              model     elpd    se     p  difference  se of difference  warnings
              wide    -25.95  3.67  0.70        0.00              0.00
              narrow  -34.73  8.66  3.50       -8.78              4.99         1""");
    }

    @Test
    void refusesWhatCannotBeCompared() {
      assertThatThrownBy(() -> Comparison.of(Map.of("narrow", narrow)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("[narrow: LOO of 12 data]");
      WAIC waic = WAIC.of(Reference.matrix(models().get(0).logs()));
      assertThatThrownBy(() -> Comparison.of(Map.of("a", narrow, "b", waic)))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("all LOO or all WAIC");
      assertThatThrownBy(() -> Comparison.of(Map.of("a", waic, "b", WAIC.of(new double[2][3]))))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("b: WAIC of 3 data");
    }
  }

  private static double[] variances(double[][] logs) {
    return IntStream.range(0, logs[0].length)
        .mapToDouble(
            datum -> Moments.variance(Arrays.stream(logs).mapToDouble(row -> row[datum]).toArray()))
        .toArray();
  }

  private static double[][] logLikelihoods(double[] data, double[] locs) {
    return Arrays.stream(locs)
        .mapToObj(loc -> Arrays.stream(data).map(y -> normal(y, loc, 1)).toArray())
        .toArray(double[][]::new);
  }

  private static double normal(double y, double loc, double variance) {
    return -0.5 * ((y - loc) * (y - loc) / variance + Math.log(2 * Math.PI * variance));
  }

  private static void agree(double[] found, List<Double> expected) {
    assertThat(found).containsExactly(Reference.vector(expected), within(1e-8));
  }

  private static void agree(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(Reference.rounding(expected)));
  }
}
