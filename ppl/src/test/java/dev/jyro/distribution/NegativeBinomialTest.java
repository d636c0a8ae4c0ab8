package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NegativeBinomialTest implements DistributionContract, CountLaws {
  @Override
  public NegativeBinomial of(List<Tensor> parameters) {
    return NegativeBinomial.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public NegativeBinomial ofNumbers(double... parameters) {
    return NegativeBinomial.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        NegativeBinomial.of(tensors.get(0), numbers[1]),
        NegativeBinomial.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("geometric", 1, 0.5).inside(0, 1, 4).outside(-1, -3),
        Example.of("few", 7, 0.1).inside(0, 1, 3).outside(-1, -8),
        Example.of("a fraction", 2.5, 0.8).inside(1, 8, 30).outside(-2, -3));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("totalCount", 0, "positive", 0, 0.5),
        Bad.of("totalCount", Double.NaN, "positive", Double.NaN, 0.5),
        Bad.of("probs", 1.5, "unitInterval", 3, 1.5));
  }

  @Test
  void theDistributionFunctionIsDefinedAtTheEnds() {
    double inf = Double.POSITIVE_INFINITY;
    NegativeBinomial subject =
        NegativeBinomial.of(Tensor.scalar(2.5, DataType.FLOAT64), Tensor.of(0.0, 0.3));
    Tensor ends = Tensor.of(new double[] {-inf, -1, 0, inf}, Shapes.of(4, 1));
    double[] needed = {0, 0, 0, 0, 1, Math.pow(0.7, 2.5), 1, 1};
    Numbers.assertClose(subject.cdf(ends).flatten().toDoubles(), needed, 1e-12, "cdf");
  }

  @Test
  void aProbabilityOfZeroMeansZero() {
    double inf = Double.POSITIVE_INFINITY;
    Tensor counts = Tensor.of(0.0, 1.0);
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    for (NegativeBinomial never :
        List.of(NegativeBinomial.of(2.5, 0), NegativeBinomial.of(2.5, zero))) {
      assertThat(never.logProb(counts).toDoubles()).containsExactly(0, -inf);
      assertThat(never.sample(Noise.of(1), Shapes.of(50)).sum().item()).isZero();
    }
    Tensor found = Gradients.grad(p -> NegativeBinomial.of(2.5, p).logProb(zero), zero);
    assertThat(found.item()).isEqualTo(-2.5);
  }
}
