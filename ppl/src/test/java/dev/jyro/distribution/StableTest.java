package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.CauchyDistribution;
import org.apache.commons.statistics.distribution.LevyDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a density most of the contract has no meaning; draws are tested by what is known. */
final class StableTest implements ParameterLaws {
  private static final int DRAWS = 40_000;

  @Override
  public Stable of(List<Tensor> parameters) {
    return Stable.of(parameters.get(0), parameters.get(1), parameters.get(2), parameters.get(3));
  }

  @Override
  public Stable ofNumbers(double... parameters) {
    return Stable.of(parameters[0], parameters[1], parameters[2], parameters[3]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("Cauchy", 1, 0, 2, -1),
        Example.of("heavy and skew", 0.6, 0.8, 0.5, 3),
        Example.of("nearly 1", 1.001, -1, 1, 0),
        Example.of("at 1", 1, 0.7, 1, 0),
        Example.of("lighter", 1.7, -0.4, 3, 10));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("stability", 0, "positive", 0, 0, 1, 0),
        Bad.of("stability", 2.1, "interval(0, 2)", 2.1, 0, 1, 0),
        Bad.of("skew", -1.1, "interval(-1, 1)", 1, -1.1, 1, 0),
        Bad.of("scale", 0, "positive", 1, 0, 0, 0),
        Bad.of("loc", Double.NaN, "real", 1, 0, 1, Double.NaN));
  }

  @Test
  void withStabilityTwoDrawsAreNormalWithTwiceTheVariance() {
    double[] draws = draws(Stable.of(2, 0.9, 0.5, 1));
    assertFollow(draws, NormalDistribution.of(1, Math.sqrt(0.5))::cumulativeProbability);
  }

  @Test
  void withStabilityOneAndNoSkewDrawsAreCauchys() {
    assertFollow(
        draws(Stable.of(1, 0, 0.5, 1)), CauchyDistribution.of(1, 0.5)::cumulativeProbability);
    assertFollow(
        draws(Stable.ofS(1, 0, 0.5, 1)), CauchyDistribution.of(1, 0.5)::cumulativeProbability);
  }

  @Test
  void withStabilityOneHalfAndAllSkewDrawsAreLevys() {
    DoubleUnaryOperator levy = LevyDistribution.of(1, 0.5)::cumulativeProbability;
    assertFollow(draws(Stable.ofS(0.5, 1, 0.5, 1)), levy);
    // in S0 the beginning is at loc - scale
    assertFollow(draws(Stable.of(0.5, 1, 0.5, 1.5)), levy);
  }

  /** Nolan's S0: {@code exp(-|u|^α (1 + i β tan(πα/2) sign u (|u|^(1-α) - 1)))} */
  @ParameterizedTest(name = "stability {0}, skew {1}")
  @CsvSource({"0.6, 0.8", "0.95, -1", "1, 0.7", "1.001, -1", "1.5, 0.3", "1.9, 1"})
  void theCharacteristicFunctionIsTheOneInTheBooks(double stability, double skew) {
    Tensor draws = Tensor.of(draws(Stable.of(stability, skew, 1, 0)));
    for (double u : new double[] {0.2, 1, 2.5}) {
      double size = Math.exp(-Math.pow(u, stability));
      double phase =
          stability == 1
              ? -skew * 2 / Math.PI * u * Math.log(u)
              : -skew
                  * Math.tan(Math.PI * stability / 2)
                  * Math.pow(u, stability)
                  * (Math.pow(u, 1 - stability) - 1);
      double error = 4 * Math.sqrt(0.5 / DRAWS) + 1e-6;
      assertThat(draws.mul(u).cos().mean().item())
          .isCloseTo(size * Math.cos(phase), within(error * 1.5));
      assertThat(draws.mul(u).sin().mean().item())
          .isCloseTo(size * Math.sin(phase), within(error * 1.5));
    }
  }

  @Test
  void nothingJumpsWhereStabilityIsOne() {
    double[] before = drawsAt(1 - 1e-7);
    double[] at = drawsAt(1);
    double[] after = drawsAt(1 + 1e-7);
    for (int i = 0; i < at.length; i++) {
      Numbers.assertClose(before[i], at[i], 1e-4, "before");
      Numbers.assertClose(after[i], at[i], 1e-4, "after");
    }
  }

  private static double[] drawsAt(double stability) {
    Tensor exact = Tensor.scalar(stability, DataType.FLOAT64);
    Tensor skew = Tensor.scalar(0.7, DataType.FLOAT64);
    return Stable.of(exact, skew, 1, 0).sample(Noise.of(3), Shapes.of(50)).toDoubles();
  }

  @Test
  void gradientsAreThoseWithTheSameNoise() {
    for (Example example : examples()) {
      List<Tensor> parameters = example.tensors(DataType.FLOAT64);
      List<Tensor> found = Gradients.grad(p -> bounded(of(p)), parameters);
      for (int i = 0; i < parameters.size(); i++) {
        int place = i;
        double[] needed =
            Numbers.slopes(
                moved -> {
                  List<Tensor> changed = new ArrayList<>(parameters);
                  changed.set(place, moved);
                  return bounded(of(changed)).item();
                },
                parameters.get(i));
        Numbers.assertClose(found.get(i).toDoubles(), needed, 1e-6, example + " by " + i);
      }
    }
  }

  /** Tails would drown the differences. */
  private static Tensor bounded(Stable stable) {
    return stable.sample(Noise.of(5), Shapes.of(30)).atan().sum();
  }

  @Test
  void samplesAndGradientsAreFiniteAtTheBorders() {
    Tensor stability = Tensor.of(0.2f, 0.5f, 0.999f, 1f, 1.001f, 2f);
    Tensor skew = Tensor.of(new float[] {-1, 0, 1}, Shapes.of(3, 1));
    List<Tensor> gradients =
        Gradients.grad(
            p ->
                Stable.of(p.get(0), p.get(1), 1, 0)
                    .sample(Noise.of(1), Shapes.of(100))
                    .atan()
                    .sum(),
            List.of(stability, skew));
    assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
  }

  @Test
  void theMeanIsThatOfItsCoordinates() {
    double tangent = Math.tan(Math.PI * 0.75);
    assertThat(Stable.ofS(1.5, 0.5, 2, 7.0).mean().item()).isEqualTo(7);
    assertThat(Stable.of(1.5, 0.5, 2, 7.0).mean().item()).isCloseTo(7 - tangent, within(1e-6));
    assertThat(Stable.of(1, 0.5, 2, 7.0).mean().item()).isNaN();
    assertThat(Stable.of(2, 0.5, 3, 7.0).variance().item()).isEqualTo(18);
    assertThat(Stable.of(1.9, 0.5, 3, 7.0).variance().item()).isInfinite();
  }

  @Test
  void theDensityIsRefusedByName() {
    assertThatThrownBy(() -> Stable.of(1.5, 0, 1, 0.0).logProb(Tensor.of(0f)))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("Stable: logProb has no closed form");
  }

  @Test
  void numbersBesideTensorsTakeTheirTypeAndShapesBroadcast() {
    Tensor three = Tensor.of(0.5, 1, 1.5);
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    for (Stable stable :
        List.of(
            Stable.of(three, zero, 1, 0),
            Stable.ofS(three, zero, 1, 0),
            Stable.of(1.5, 0.0, three, zero),
            Stable.ofS(1.5, 0.0, three, zero),
            Stable.ofS(three, zero, three, zero))) {
      Tensor draw = stable.sample(Noise.of(1), Shapes.of(2));
      assertThat(draw.shape()).isEqualTo(Shapes.of(2, 3));
      assertThat(draw.dataType()).isEqualTo(DataType.FLOAT64);
      assertThat(stable.mean().shape()).isEqualTo(Shapes.of(3));
    }
    assertThat(Stable.of(1.5, 0, 1, 0.0).sample(Noise.of(1)).dataType())
        .isEqualTo(DataType.FLOAT32);
  }

  private static double[] draws(Stable stable) {
    return stable.sample(Noise.of(11), Shapes.of(DRAWS)).toDoubles();
  }

  /** Kolmogorov and Smirnov, one in a thousand. */
  private static void assertFollow(double[] draws, DoubleUnaryOperator cdf) {
    double[] rising = draws.clone();
    Arrays.sort(rising);
    double farthest = 0;
    for (int i = 0; i < rising.length; i++) {
      double real = cdf.applyAsDouble(rising[i]);
      farthest = Math.max(farthest, Math.abs(real - (i + 0.5) / rising.length));
    }
    assertThat(farthest).isLessThan(1.95 / Math.sqrt(rising.length));
  }
}
