package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and derivatives from mpmath with 40 digits. */
final class IncompleteFunctionsTest {
  private static final double PRECISION = 1e-12;

  @Nested
  final class Beta {
    @ParameterizedTest(name = "I({0}, {1}, {2})")
    @CsvSource({
      "2.5, 0.5, 0.97, 0.71034863425173462, -0.060728015706535233, 0.76481187425342642",
      "0.3, 3, 0.05, 0.59475417794377309, -1.1010689169675302, 0.059908205653922228",
      "20, 4, 0.05, 1.4590096473693848e-23, -4.1720951445854158e-23, 2.7023517874396633e-23",
      "0.001, 2, 1e-5, 0.98954163786606483, -10.403975912110574, 0.00063797936502524423",
      "300, 200, 0.62, 0.8190699881577962, -0.0094058184610340361, 0.014717452632618071",
      "0.5, 0.5, 0.999999, 0.99936338012152908, -0.00088254233549435455, 0.0091859257201946297",
      "5000, 7000, 0.41, 0.069092543820119798, -0.001445154195949562, 0.0010181562009637098"
    })
    void isWhatItShouldBeWithItsDerivatives(
        double a, double b, double x, double value, double slopeByA, double slopeByB) {
      assertThat(IncompleteBeta.value(a, b, x)).isCloseTo(value, within(PRECISION * value));
      // a slope is the value times a difference of logarithms, of which digits cancel, and 1 - x
      // has lost some before
      assertThat(IncompleteBeta.slopeByA(a, b, x))
          .isCloseTo(slopeByA, within(PRECISION * Math.abs(slopeByA) + 1e-12 * value));
      assertThat(IncompleteBeta.slopeByB(a, b, x))
          .isCloseTo(slopeByB, within(PRECISION * Math.abs(slopeByB) + 1e-12 * value));
    }

    @ParameterizedTest(name = "probability {0}")
    @ValueSource(doubles = {1e-200, 1e-5, 0.3, 0.5, 0.9, 0.999})
    void isTheInverseOfItsInverse(double probability) {
      for (double a : new double[] {0.05, 0.5, 1, 3, 80, 2e4}) {
        for (double b : new double[] {0.5, 1, 3, 80, 2e4}) {
          double x = IncompleteBeta.inverse(a, b, probability);
          if (x == 0) {
            assertThat(IncompleteBeta.value(a, b, Double.MIN_VALUE)).isGreaterThan(probability);
            continue;
          }
          double slack = 1e-11 * probability + Math.ulp(1) * density(a, b, x);
          assertThat(IncompleteBeta.value(a, b, x))
              .as("%s %s", a, b)
              .isCloseTo(probability, within(slack));
        }
      }
    }

    /** Rounding x moves the probability by no more than this for each unit in the last place. */
    private double density(double a, double b, double x) {
      return x == 0 || x == 1
          ? 0
          : org.apache.commons.numbers.gamma.RegularizedBeta.derivative(x, a, b) * x;
    }

    @Test
    void isKnownAtTheEnds() {
      Tensor a = Tensor.of(0.5, 1, 2);
      Tensor ends = Tensor.of(new double[] {0, 1}, Shapes.of(2, 1));
      double[] expected = {0, 0, 0, 1, 1, 1};
      assertThat(a.betaInc(a, ends).toDoubles()).isEqualTo(expected);
      assertThat(a.betaIncInv(a, ends).toDoubles()).isEqualTo(expected);
      assertThat(a.betaInc(a, ends.add(2)).toDoubles()).containsOnly(Double.NaN);
      assertThat(a.betaIncInv(a, ends.add(2)).toDoubles()).containsOnly(Double.NaN);
    }

    @Test
    void namesItselfWhereShapesDoNotFit() {
      Tensor two = Tensor.of(1.0, 2);
      assertThatThrownBy(() -> two.betaInc(Tensor.of(1.0, 2, 3), two))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining("betaInc");
    }

    @Test
    void takesTheTypeOfWhatHasDimensions() {
      Tensor half = Tensor.of(0.5f, 0.25f);
      Tensor number = Tensor.scalar(2, DataType.FLOAT64);
      assertThat(number.betaInc(number, half).dataType()).isEqualTo(DataType.FLOAT32);
      assertThat(half.betaInc(half, number.mul(0.25)).dataType()).isEqualTo(DataType.FLOAT32);
      assertThat(number.betaInc(number, number.mul(0.25)).dataType()).isEqualTo(DataType.FLOAT64);
    }

    @Test
    void hasNoSecondDerivativeByItsSizes() {
      Tensor two = Tensor.scalar(2, DataType.FLOAT64);
      Tensor half = Tensor.scalar(0.5, DataType.FLOAT64);
      assertThatThrownBy(
              () -> Gradients.grad(a -> Gradients.grad(c -> c.betaInc(two, half), a), two))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("second derivative");
      double curve = Gradients.grad(x -> Gradients.grad(y -> two.betaInc(two, y), x), half).item();
      assertThat(curve).isCloseTo(0, within(PRECISION)); // 6 x (1 - x) is flat there
    }
  }

  @Nested
  final class Others {
    @ParameterizedTest(name = "T({0}, {1})")
    @CsvSource({
      "0, 2, 0.17620819117478336",
      "0.5, 0.7, 0.084238500228436372",
      "-1.5, 3, 0.033403573454929888",
      "2, -0.3, -0.005928608030898515",
      "6, 1, 4.9329382203217148e-10",
      "0.01, 50, 0.24642753439434216",
      "3, 0.999, 0.00067402803357452873",
      "1e300, 2, 0",
      "2, 1e300, 0.011375065974089604"
    })
    void owensFunctionIsExact(double h, double a, double value) {
      assertThat(OwensT.value(h, a)).isCloseTo(value, within(PRECISION * Math.abs(value)));
    }

    @ParameterizedTest(name = "at {0}")
    @CsvSource({
      "1e-6, 13.238309131365003",
      "0.5, 0.92291063248373047",
      "1, 0.59634736232319407",
      "1.0001, 0.59630700004092928",
      "5, 0.1704221762847322",
      "300, 0.0033222955652707071"
    })
    void theExponentialIntegralIsExact(double x, double value) {
      assertThat(Entropies.scaledIntegral(x)).isCloseTo(value, within(PRECISION * value));
    }
  }

  @Nested
  final class Gamma {
    @ParameterizedTest(name = "P({0}, {1})")
    @CsvSource({
      "0.3, 0.02, 0.34299751585698791, -1.2878340463966308",
      "2.5, 1.5, 0.30001416412137249, -0.25217540042362785",
      "2.5, 9, 0.99705359541211971, -0.0047416795481938814",
      "0.001, 0.0001, 0.99140311966744336, -8.5606353090487148",
      "300, 280, 0.12260728267114314, -0.011865557618722611",
      "300, 330, 0.95510977612998703, -0.0053774997524592473",
      "5000, 5100, 0.92067111892238102, -0.0020822637523762421"
    })
    void hasItsDerivativeAndItsInverse(double a, double x, double value, double slope) {
      assertThat(IncompleteGamma.slopeByA(a, x))
          .isCloseTo(slope, within(PRECISION * Math.abs(slope)));
      assertThat(IncompleteGamma.inverse(a, value)).isCloseTo(x, within(PRECISION * x));
    }

    @Test
    void hasAnInverseAtTheEndsAndFarOut() {
      assertThat(IncompleteGamma.inverse(2, 0)).isZero();
      assertThat(IncompleteGamma.inverse(2, 1)).isInfinite();
      assertThat(IncompleteGamma.inverse(2, -0.1)).isNaN();
      assertThat(IncompleteGamma.inverse(1, 1e-300)).isCloseTo(1e-300, within(1e-312));
      assertThat(IncompleteGamma.inverse(1e-3, 0.4)).isZero();
      assertThat(IncompleteGamma.inverse(1e8, 0.5)).isCloseTo(1e8, within(1.0));
    }
  }
}
