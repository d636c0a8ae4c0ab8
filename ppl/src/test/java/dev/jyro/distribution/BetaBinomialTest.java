package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BetaBinomialTest implements DistributionContract, CountLaws {
  @Override
  public BetaBinomial of(List<Tensor> parameters) {
    return BetaBinomial.of(parameters.get(0), parameters.get(1), parameters.get(2));
  }

  @Override
  public BetaBinomial ofNumbers(double... parameters) {
    return BetaBinomial.of(parameters[0], parameters[1], parameters[2]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        BetaBinomial.of(tensors.get(0), tensors.get(1), numbers[2]),
        BetaBinomial.of(numbers[0], numbers[1], tensors.get(2)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("one hump", 2, 3, 10).inside(0, 5, 9).outside(-1, 11),
        Example.of("both ends", 0.5, 0.5, 20).inside(1, 10, 19).outside(-1, 21),
        Example.of("even", 1, 1, 4).inside(0, 1, 3).outside(-3, 5));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("concentration1", 0, "positive", 0, 1, 3),
        Bad.of("concentration0", Double.NaN, "positive", 1, Double.NaN, 3),
        Bad.of("totalCount", -1, "nonNegativeInteger", 1, 1, -1));
  }

  @Test
  void isUniformForConcentrationsOfOne() {
    BetaBinomial subject = BetaBinomial.of(Tensor.of(1.0), Tensor.of(1.0), 4);
    Tensor values = subject.enumerateSupport();
    assertThat(values.shape()).isEqualTo(Shapes.of(5, 1));
    double[] needed = {0.2, 0.2, 0.2, 0.2, 0.2};
    Numbers.assertClose(subject.logProb(values).exp().toDoubles(), needed, 1e-12, "probability");
  }

  @Test
  void tinyConcentrationsGiveAllOrNothing() {
    Tensor draws = BetaBinomial.of(1e-3, 1e-3, 7).sample(Noise.of(1), Shapes.of(200));
    assertThat(draws.toDoubles()).contains(0, 7);
    assertThat(draws.isFinite().all().item()).isEqualTo(1);
  }
}
