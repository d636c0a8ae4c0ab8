package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VonMisesTest implements DistributionContract, QuantileSamples {
  @Override
  public VonMises of(List<Tensor> parameters) {
    return VonMises.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public VonMises ofNumbers(double... parameters) {
    return VonMises.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        VonMises.of(tensors.get(0), numbers[1]), VonMises.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("wide", -0.3, 0.2).inside(-3, 0.5, 2),
        Example.of("middling", 1.2, 5).inside(1.2, 1.7, -0.8),
        Example.of("narrow", -2.5, 60).inside(-2.5, -2.2, 3.1),
        Example.of("beyond the cut", 3, 2).inside(3, -3, 1));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1),
        Bad.of("concentration", 0, "positive", 0, 0),
        Bad.of("concentration", -1, "positive", 0, -1));
  }

  /** From loc - π on, by Simpson's rule. */
  @Override
  public double cdf(double[] parameters, double x) {
    int steps = 4000;
    double start = -Math.PI;
    double angle = Math.IEEEremainder(x - parameters[0], 2 * Math.PI);
    return integral(parameters[1], start, angle, steps)
        / integral(parameters[1], start, Math.PI, steps);
  }

  private static double integral(double concentration, double from, double to, int steps) {
    double width = (to - from) / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
      sum += weight * Math.exp(concentration * (Math.cos(from + i * width) - 1));
    }
    return sum * width / 3;
  }

  /** Of the second opinion's differences; far out where they cancel most. */
  @Override
  public double relativeError() {
    return 1e-5;
  }

  /** The mean direction, and by how much the mean of the cosine misses 1. */
  @TestFactory
  @Override
  public Stream<DynamicTest> samplesHaveTheMeanAndVariance() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Tensor away = subject.sample(Noise.of(11), Shapes.of(DRAWS)).sub(subject.mean());
          double lack = away.cos().rsub(1).mean().item();
          double errorOfLack = away.cos().std().item() / Math.sqrt(DRAWS);
          assertThat(lack).isCloseTo(subject.variance().item(), within(4 * errorOfLack));
          double errorOfSine = away.sin().std().item() / Math.sqrt(DRAWS);
          assertThat(away.sin().mean().item()).isCloseTo(0, within(4 * errorOfSine));
        });
  }

  @ParameterizedTest(name = "concentration {0}")
  @CsvSource({
    "1e-9, -1.8378770654093455, 1.8378770664093455",
    "0.01, -1.8279020662530972, 1.8378520668780868",
    "1, -1.0737914249165241, 1.6274014590199896",
    "29.9, 0.7757376230355588, -0.27140933768314881",
    "30.1, 0.77909972463947268, -0.27480122896617305",
    "60, 1.1261327439355119, -0.62401375138803825",
    "1e4, 3.6862191521583535, -3.1862066509081582",
    "1e9, 9.4426943851435328, -8.9426943850185328"
  })
  void isExactAtAnyConcentration(double concentration, double logPeak, double entropy) {
    Tensor k = Tensor.scalar(concentration, DataType.FLOAT64);
    double rounding = 1e-12 + concentration * Math.ulp(1);
    Tensor peak = Tensor.scalar(0.5, DataType.FLOAT64);
    for (VonMises subject : List.of(VonMises.of(0.5, k), VonMises.of(0.5, concentration))) {
      Numbers.assertClose(subject.logProb(peak).item(), logPeak, 1e-12, "peak");
    }
    Numbers.assertClose(VonMises.of(0.5, k).entropy().item(), entropy, rounding, "entropy");
  }

  @ParameterizedTest(name = "concentration {0}")
  @ValueSource(doubles = {1e-8, 1e-3, 1, 60, 1e4, 1e8, 1e12})
  void samplesAndTheirGradientsAreFinite(double concentration) {
    for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      Tensor k = Tensor.scalar(concentration, type);
      VonMises subject = VonMises.of(0.0, k);
      Tensor draws = subject.sample(Noise.of(1), Shapes.of(1000));
      assertThat(draws.isFinite().all().item()).isEqualTo(1);
      double spread = draws.mul(0.5).sin().square().mean().item() * 2;
      double error = draws.mul(0.5).sin().square().std().item() * 2 / Math.sqrt(1000);
      assertThat(spread)
          .isCloseTo(
              VonMises.of(0.0, Tensor.scalar(concentration, DataType.FLOAT64)).variance().item(),
              within(4 * error));
      double slope =
          Gradients.grad(
                  c -> VonMises.of(0.0, c).sample(Noise.of(1), Shapes.of(1000)).abs().sum(), k)
              .item();
      assertThat(slope).isFinite().isLessThanOrEqualTo(0);
    }
  }

  @Test
  void theDistributionFunctionBeginsOppositeTheMeanAndCountsTurns() {
    for (Example example : examples()) {
      double loc = example.numbers()[0];
      double[] at = {loc - 3, loc - 1, loc, loc + 0.1, loc + 2, loc + Math.PI};
      double[] expected =
          Arrays.stream(at).map(x -> x == at[5] ? 1 : cdf(example.numbers(), x)).toArray();
      VonMises subject = VonMises.of(loc, example.numbers()[1]);
      Numbers.assertClose(subject.cdf(Tensor.of(at)).toDoubles(), expected, 1e-9, "cdf");
      Tensor turned = subject.cdf(Tensor.of(at).add(4 * Math.PI)).sub(2);
      Numbers.assertClose(turned.toDoubles(), expected, 1e-9, "two turns on");
    }
  }

  @Test
  void gradientsOfTheDistributionFunctionAreRight() {
    for (Example example : examples()) {
      checkByParameters(example, of -> of.cdf(example.values(DataType.FLOAT64)));
    }
  }

  @Test
  void theDensityHasSecondDerivatives() {
    Tensor k = Tensor.scalar(3, DataType.FLOAT64);
    Tensor x = Tensor.scalar(0.4, DataType.FLOAT64);
    double found =
        Gradients.grad(c -> Gradients.grad(b -> VonMises.of(0.0, b).logProb(x), c), k).item();
    double needed =
        Numbers.slopes(c -> Gradients.grad(b -> VonMises.of(0.0, b).logProb(x), c).item(), k)[0];
    Numbers.assertClose(found, needed, 1e-6, "by concentration twice");
  }
}
