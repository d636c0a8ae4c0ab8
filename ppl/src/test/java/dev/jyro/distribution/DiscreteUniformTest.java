package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiscreteUniformTest implements DistributionContract, CountLaws {
  @Override
  public DiscreteUniform of(List<Tensor> parameters) {
    return DiscreteUniform.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public DiscreteUniform ofNumbers(double... parameters) {
    return DiscreteUniform.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        DiscreteUniform.of(tensors.get(0), numbers[1]),
        DiscreteUniform.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("a die", 1, 6).inside(2, 3, 5).outside(0, 7, 2.5),
        Example.of("from 0", 0, 30).inside(1, 15, 29).outside(-1, 31, 0.5),
        Example.of("many", 3, 300).inside(4, 90, 299).outside(2, 301, 7.25));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("low", Double.NaN, "integer", Double.NaN, 1),
        Bad.of("high - low", -1, "nonNegativeInteger", 2, 1),
        Bad.of("high", 1.5, "integer", 1, 1.5));
  }

  @Test
  void oneValueIsCertain() {
    DiscreteUniform subject = DiscreteUniform.of(4, 4);
    assertThat(subject.logProb(Tensor.of(4f, 5f)).toDoubles())
        .containsExactly(0, Double.NEGATIVE_INFINITY);
    assertThat(subject.sample(Noise.of(1)).item()).isEqualTo(4);
    assertThat(subject.variance().item()).isZero();
    assertThat(subject.entropy().item()).isZero();
  }

  @Test
  void theDistributionFunctionRisesByEqualSteps() {
    DiscreteUniform subject = DiscreteUniform.of(Tensor.scalar(-1, DataType.FLOAT64), 2);
    double[] needed = {0, 0.25, 0.5, 1, 1};
    Tensor at = Tensor.of(-1.5, -1.0, 0.9, 2.0, 9.0);
    Numbers.assertClose(subject.cdf(at).toDoubles(), needed, 1e-12, "cdf");
  }

  @Test
  void enumeratesItsValuesIfTheEndsAreSingleNumbers() {
    Distribution wide = DiscreteUniform.of(-1, 2).expand(Shapes.of(3));
    assertThat(wide.enumerateSupport().shape()).isEqualTo(Shapes.of(4, 3));
    assertThat(wide.enumerateSupport().select(1, 0).toDoubles()).containsExactly(-1, 0, 1, 2);
    assertThatThrownBy(() -> batch(DataType.FLOAT32).enumerateSupport())
        .hasMessageStartingWith("DiscreteUniform has no enumerateSupport: ");
  }
}
