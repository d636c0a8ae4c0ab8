package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UniformTest implements DistributionContract, SmoothSamples {
  @Override
  public Uniform of(List<Tensor> parameters) {
    return Uniform.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Uniform ofNumbers(double... parameters) {
    return Uniform.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(Uniform.of(tensors.get(0), numbers[1]), Uniform.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("unit", 0, 1).inside(0.1, 0.5, 0.9).outside(-0.01, 1.01, 30),
        Example.of("below zero", -1.5, -1.2).inside(-1.47, -1.3, -1.23).outside(-1.51, -1.19),
        Example.of("long", 2, 7000).inside(2.5, 3000, 6999).outside(1.9, 7001));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("low", Double.NaN, "real", Double.NaN, 1),
        Bad.of("high", Double.NaN, "real", 0, Double.NaN),
        Bad.of("high - low", 0, "positive", 2, 2),
        Bad.of("high - low", -0.5, "positive", 2, 1.5));
  }

  @Test
  void bothEndsBelongToTheSupport() {
    double[] ends = {2, 2.5};
    double[] expected = {Math.log(2), Math.log(2)};
    Numbers.assertClose(
        Uniform.of(2.0, 2.5).logProb(Tensor.of(ends)).toDoubles(), expected, 1e-12, "ends");
    Tensor low = Tensor.of(2f);
    assertThat(Uniform.of(low, 2.5).logProb(Tensor.of(ends)).toDoubles())
        .containsExactly(expected, within(1e-6));
  }

  @Test
  void aSampleIsNeverBeyondTheEndsThoughRounded() {
    Uniform far = Uniform.of(Tensor.of(1e8f), Tensor.of(1e8f + 24));
    Tensor draws = far.sample(Noise.of(3), Shapes.of(10_000));
    assertThat(far.logProb(draws).isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void theSupportKnowsEachElementsEnds() {
    Uniform uniform = Uniform.of(Tensor.of(0.0, 5.0), Tensor.of(1.0, 6.0));
    assertThat(uniform.support().check(Tensor.of(0.5, 0.5)).toBooleans())
        .containsExactly(true, false);
  }

  @Test
  void cdfAndQuantileAreInverse() {
    Uniform subject = Uniform.of(-1.5, -1.2);
    Tensor p = Tensor.of(0.001, 0.2, 0.5, 0.99);
    Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-12, "probability");
    assertThat(subject.cdf(Tensor.of(-2.0, 0.0)).toDoubles()).containsExactly(0, 1);
  }
}
