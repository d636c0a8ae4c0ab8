package dev.jyro.inference.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.effect.SiteException;
import dev.jyro.inference.diagnostic.Reference.OfChains;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SummaryTest {
  static Stream<Arguments> cases() {
    return ChainsAgainstArviZTest.cases();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void hasArviZsNumbers(String name, OfChains expected) {
    double[][] chains = expected.chains();
    Tensor draws = Tensor.of(Chains.joined(chains), Shapes.of(chains.length, chains[0].length));
    Summary.Row row = Summary.of(Draws.ofChains(Map.of("x", draws))).rows().get(0);
    assertThat(row.name()).isEqualTo("x");
    agree(row.mean(), expected.average(), expected.sd());
    agree(row.sd(), expected.sd(), expected.sd());
    agree(row.median(), expected.median(), expected.sd());
    agree(row.low(), expected.central90().get(0), expected.sd());
    agree(row.high(), expected.central90().get(1), expected.sd());
    agree(row.effectiveSize(), expected.bulk(), expected.bulk());
    agree(row.rHat(), expected.rHat(), expected.rHat());
  }

  private static void agree(double found, double expected, double size) {
    assertThat(found).isCloseTo(expected, within(Reference.rounding(size)));
  }

  @Nested
  final class TheTable {
    @Test
    void isAlignedByThePoints() {
      assertThat(Summary.of(draws()).toString())
          .isEqualTo(
              """
                                 mean           sd       median           5%           95%  n_eff  r_hat
              loc           8.50         4.76         8.50         1.75         15.25           2   2.11
              theta[0,0]  850          476          850          175          1525              2   2.11
              theta[0,1]    8.500e-09    4.761e-09    8.500e-09    1.750e-09     1.525e-08      2   2.11
              theta[1,0]    3.00         0.00         3.00         3.00          3.00          16   -
              theta[1,1]   -8.50         4.76        -8.50       -15.25         -1.75           2   2.11
              count         0.500        0.516        0.500        0.000         1.000         19   0.94""");
    }

    @Test
    void isTheSameInEveryCountry() {
      Locale before = Locale.getDefault();
      String expected = Summary.of(draws()).toString();
      try {
        Locale.setDefault(Locale.GERMANY);
        assertThat(Summary.of(draws())).hasToString(expected);
      } finally {
        Locale.setDefault(before);
      }
    }

    @Test
    void leavesOutWhatIsTooMuchOnRequest() {
      Summary summary = Summary.of(draws(), 1);
      assertThat(summary.rows())
          .extracting(Summary.Row::name)
          .containsExactly("loc", "theta[0,0]", "count");
      assertThat(summary.toString()).contains("\ntheta: 3 more\n").doesNotContain("theta[0,1]");
    }

    /** Sixteen draws of one chain; counts are whole numbers in Torch, too. */
    private Draws draws() {
      double[] theta = new double[64];
      for (int i = 0; i < 16; i++) {
        theta[4 * i] = 100 * (i + 1);
        theta[4 * i + 1] = 1e-9 * (i + 1);
        theta[4 * i + 2] = 3;
        theta[4 * i + 3] = -(i + 1);
      }
      Map<String, Tensor> draws = new LinkedHashMap<>();
      draws.put("loc", Tensor.linspace(1, 16, 16, DataType.FLOAT64));
      draws.put("theta", Tensor.of(theta, Shapes.of(16, 2, 2)));
      draws.put("count", Tensor.of(IntStream.range(0, 16).mapToLong(i -> i % 2).toArray()));
      return Draws.of(draws);
    }
  }

  @Test
  void takesFloatsAndBooleans() {
    Map<String, Tensor> draws = new LinkedHashMap<>();
    draws.put("float", Tensor.of(1f, 2f, 3f, 4f));
    draws.put("boolean", Tensor.of(true, false, false, true));
    assertThat(Summary.of(Draws.of(draws)).rows())
        .extracting(Summary.Row::mean)
        .containsExactly(2.5, 0.5);
  }

  @Test
  void ofASiteWithoutElementsIsEmpty() {
    Draws draws = Draws.of(Map.of("none", Tensor.zeros(5, 0)));
    assertThat(Summary.of(draws).rows()).isEmpty();
  }

  @Test
  void refusesTooFewDrawsAndNaN() {
    Draws few = Draws.of(Map.of("x", Tensor.of(1.0, 2.0, 3.0)));
    assertThatThrownBy(() -> Summary.of(few))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("Site 'x': Chains: 1, of 3 draws each");
    Draws bad = Draws.of(Map.of("x", Tensor.of(1.0, 2.0, Double.NaN, 4.0)));
    assertThatThrownBy(() -> Summary.of(bad))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("draw 2 of chain 0 is NaN");
    assertThatThrownBy(() -> Summary.of(few, 0))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("at least 1");
  }

  /**
   * The 5 and 95 per cent of a Cauchy distribution are -6.31 and 6.31; its deviation is greater.
   */
  @Test
  void showsTheDigitsOfQuantilesWhereTailsAreHeavy() {
    double[] numbers = new double[400];
    Arrays.setAll(numbers, i -> Math.tan(Math.PI * ((i * 37 % 400 + 0.5) / 400 - 0.5)) - 0.001);
    Summary summary = Summary.of(Draws.of(Map.of("cauchy", Tensor.of(numbers))));
    assertThat(summary.toString()).containsPattern("-6\\.\\d\\d").doesNotContainPattern(" -0 ");
  }
}
