package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.Erfc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InverseGaussianTest implements DistributionContract, QuantileSamples {
  @Override
  public InverseGaussian of(List<Tensor> parameters) {
    return InverseGaussian.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public InverseGaussian ofNumbers(double... parameters) {
    return InverseGaussian.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        InverseGaussian.of(tensors.get(0), numbers[1]),
        InverseGaussian.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 1, 1).inside(0.3, 1, 2.5).outside(0, -1),
        Example.of("heavy tail", 3, 0.5).inside(0.9, 3, 7.5).outside(-1e-30),
        Example.of("nearly normal", 2, 40).inside(1.5, 2, 3).outside(0));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", 0, "positive", 0, 1),
        Bad.of("loc", -1, "positive", -1, 1),
        Bad.of("concentration", 0, "positive", 1, 0),
        Bad.of("concentration", Double.NaN, "positive", 1, Double.NaN));
  }

  /** As in the books; for moderate parameters. */
  @Override
  public double cdf(double[] parameters, double x) {
    double mean = parameters[0];
    double sharp = parameters[1];
    double s = Math.sqrt(sharp / x);
    return 0.5 * Erfc.value(-s * (x / mean - 1) / Math.sqrt(2))
        + 0.5 * Math.exp(2 * sharp / mean) * Erfc.value(s * (x / mean + 1) / Math.sqrt(2));
  }

  /** Of the second opinion's differences, where the derivative crosses 0. */
  @Override
  public double relativeError() {
    return 1e-4;
  }

  @ParameterizedTest(name = "{0}, {1} at {2}")
  @CsvSource({
    "1, 1000, 1.05, 0.94050568945514201",
    "1, 1e6, 0.999, 0.15865513282507164",
    "1e-3, 5, 0.00101, 0.76136054342268471",
    "100, 0.01, 3, 0.9540550292909061",
    "2, 1e-3, 50, 0.99690793946544193"
  })
  void theDistributionFunctionIsStable(double loc, double concentration, double x, double cdf) {
    Tensor at = Tensor.scalar(x, DataType.FLOAT64);
    Numbers.assertClose(InverseGaussian.of(loc, concentration).cdf(at).item(), cdf, 1e-12, "cdf");
  }

  @Test
  void theEntropyIsTheExpectedInformation() {
    for (Example example : examples()) {
      Distribution subject = of(example, DataType.FLOAT64);
      double[] edges = new double[600];
      for (int i = 0; i < edges.length; i++) {
        edges[i] = 1e-4 * Math.pow(1e8, (double) i / (edges.length - 1));
      }
      double[] parts =
          Numbers.integrals(
              x -> {
                Tensor log = subject.logProb(x);
                return log.exp().mul(log.maximum(-700)).neg();
              },
              edges);
      Numbers.assertClose(subject.entropy().item(), Arrays.stream(parts).sum(), 1e-9, "entropy");
    }
  }

  @Test
  void theDistributionFunctionIsKnownAtTheEnds() {
    Tensor ends = Tensor.of(-1.0, 0.0, Double.POSITIVE_INFINITY);
    assertThat(InverseGaussian.of(2, 3).cdf(ends).toDoubles()).containsExactly(0, 0, 1);
  }

  @Test
  void gradientsOfTheDistributionFunctionAreRight() {
    for (Example example : examples()) {
      checkByParameters(example, of -> of.cdf(example.values(DataType.FLOAT64)));
    }
  }

  @Test
  void samplesAndTheirGradientsAreFiniteForAllSizes() {
    Tensor sizes = Tensor.of(1e-3f, 1f, 1e3f);
    List<Tensor> gradients =
        Gradients.grad(
            p -> InverseGaussian.of(p.get(0), p.get(1)).sample(Noise.of(1), Shapes.of(200)).sum(),
            List.of(sizes.unsqueeze(1), sizes));
    assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
  }
}
