package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CauchyTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public Cauchy of(List<Tensor> parameters) {
    return Cauchy.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Cauchy ofNumbers(double... parameters) {
    return Cauchy.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(Cauchy.of(tensors.get(0), numbers[1]), Cauchy.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 0, 1).inside(0, 1, -30),
        Example.of("narrow", -1.5, 0.25).inside(-1.5, -1.2, -10),
        Example.of("wide", 30, 40).inside(20, 75, -900));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1),
        Bad.of("scale", 0, "positive", 0, 0),
        Bad.of("scale", -1, "positive", 0, -1));
  }

  @Test
  void meanAndVarianceDoNotExist() {
    assertThat(Cauchy.of(1.0, 2.0).mean().item()).isNaN();
    assertThat(Cauchy.of(1.0, 2.0).variance().item()).isNaN();
  }

  @Test
  void farOutTheProbabilityKeepsItsDigits() {
    Tensor far = Tensor.of(-1e20);
    double found = Cauchy.of(0.0, 1.0).cdf(far).item();
    assertThat(found * 1e20 * Math.PI).isCloseTo(1, within(1e-12));
    Numbers.assertClose(Cauchy.of(0.0, 1.0).icdf(Tensor.of(found)).item(), -1e20, 1e-12, "back");
  }
}
