package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GammaPoissonTest implements DistributionContract, CountLaws {
  @Override
  public GammaPoisson of(List<Tensor> parameters) {
    return GammaPoisson.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public GammaPoisson ofNumbers(double... parameters) {
    return GammaPoisson.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        GammaPoisson.of(tensors.get(0), numbers[1]), GammaPoisson.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("few", 2, 3).inside(0, 1, 4).outside(-1, -3),
        Example.of("spread", 0.5, 0.1).inside(0, 3, 20).outside(-1, -8),
        Example.of("many", 30, 1).inside(20, 30, 45).outside(-2, -3));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("concentration", 0, "positive", 0, 1),
        Bad.of("rate", 0, "positive", 1, 0),
        Bad.of("rate", Double.NaN, "positive", 1, Double.NaN));
  }

  @Test
  void isThePoissonDistributionIfTheRateHardlyVaries() {
    Tensor counts = Tensor.of(0.0, 2.0, 5.0);
    Tensor rate = Tensor.scalar(1e6, DataType.FLOAT64);
    Tensor found = GammaPoisson.of(rate.mul(3), rate).logProb(counts);
    Tensor needed = Poisson.of(Tensor.scalar(3, DataType.FLOAT64)).logProb(counts);
    Numbers.assertClose(found, needed, 1e-5, "density");
    assertThat(GammaPoisson.of(rate.mul(3), rate).mean().item()).isCloseTo(3, within(1e-12));
  }
}
