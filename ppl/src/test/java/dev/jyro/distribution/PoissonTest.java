package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PoissonTest implements DistributionContract, CountLaws {
  @Override
  public Poisson of(List<Tensor> parameters) {
    return Poisson.of(parameters.get(0));
  }

  @Override
  public Poisson ofNumbers(double... parameters) {
    return Poisson.of(parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("rare", 0.3).inside(0, 1, 3).outside(-1, -7),
        Example.of("some", 4).inside(0, 4, 11).outside(-2),
        Example.of("many", 60).inside(30, 60, 123).outside(-60));
  }

  /** That of Torch's incomplete gamma function. */
  @Override
  public double functionError() {
    return 1e-9;
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("rate", -1, "nonNegative", -1),
        Bad.of("rate", Double.NaN, "nonNegative", Double.NaN));
  }

  @Test
  void aRateOfZeroMeansZero() {
    double inf = Double.POSITIVE_INFINITY;
    Tensor counts = Tensor.of(0.0, 1.0);
    assertThat(Poisson.of(0).logProb(counts).toDoubles()).containsExactly(0, -inf);
    assertThat(Poisson.of(Tensor.scalar(0)).logProb(counts).toDoubles()).containsExactly(0, -inf);
    assertThat(Poisson.of(0).sample(Noise.of(1), Shapes.of(50)).sum().item()).isZero();
  }

  @Test
  void theGradientByARateOfZeroIsFiniteIfTheDensityIs() {
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    assertThat(Gradients.grad(rate -> Poisson.of(rate).logProb(zero), zero).item()).isEqualTo(-1);
  }

  @Test
  void countsMayBeWholeNumbersByType() {
    Tensor counts = Tensor.of(0L, 4L, 11L);
    Tensor rate = Tensor.scalar(4, DataType.FLOAT64);
    Tensor expected = Poisson.of(rate).logProb(counts.to(DataType.FLOAT64));
    Numbers.assertClose(Poisson.of(rate).logProb(counts), expected, 1e-6, "tensor");
    Numbers.assertClose(Poisson.of(4).logProb(counts), expected, 1e-6, "number");
    Numbers.assertClose(
        Poisson.of(4).cdf(counts), Poisson.of(rate).cdf(counts.to(DataType.FLOAT64)), 1e-6, "cdf");
  }

  @ParameterizedTest(name = "rate {0}")
  @CsvSource({
    "0, 0",
    "1e-3, 0.0079081018046324831",
    "0.3, 0.69114395909277896",
    "4, 2.0866726998809638",
    "60, 3.4647100978583222",
    "999, 4.8722324639756912",
    "1001, 4.8732326311428426"
  })
  void theEntropyIsSummed(double rate, double entropy) {
    Tensor exact = Tensor.scalar(rate, DataType.FLOAT64);
    Numbers.assertClose(Poisson.of(exact).entropy().item(), entropy, 1e-12, "entropy");
    Numbers.assertClose(Poisson.of(rate).entropy().item(), entropy, 1e-6, "float32");
  }

  @Test
  void theDistributionFunctionIsZeroBelowZero() {
    assertThat(Poisson.of(4).cdf(Tensor.of(-1.0, -0.5)).toDoubles()).containsExactly(0, 0);
  }
}
