package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NormalTest implements DistributionContract, SmoothSamples {
  @Override
  public Normal of(List<Tensor> parameters) {
    return Normal.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Normal ofNumbers(double... parameters) {
    return Normal.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(Normal.of(tensors.get(0), numbers[1]), Normal.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 0, 1).inside(0, 1, -2.5),
        Example.of("narrow", -1.5, 0.3).inside(-1.5, -1.2, -2),
        Example.of("wide", 200, 50).inside(200, 310, 20));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1),
        Bad.of("scale", 0, "positive", 0, 0),
        Bad.of("scale", -1, "positive", 0, -1),
        Bad.of("scale", Double.NaN, "positive", 0, Double.NaN));
  }

  @Test
  void theStandardNormalHasTheBatchThatIsAsked() {
    assertThat(Normal.standard(2, 3).batchShape()).isEqualTo(Shapes.of(2, 3));
    assertThat(Normal.standard(2, 3).sample(Noise.of(1)).shape()).isEqualTo(Shapes.of(2, 3));
  }

  @Test
  void aValueFarOutHasAFiniteDensity() {
    assertThat(Normal.of(0, 1).logProb(Tensor.scalar(1e15)).item()).isCloseTo(-5e29, within(1e24));
  }

  @Test
  void cdfAndQuantileAreInverse() {
    Normal normal = Normal.of(-1.5, 0.3);
    Tensor p = Tensor.of(0.001, 0.2, 0.5, 0.99);
    Numbers.assertClose(normal.cdf(normal.icdf(p)), p, 1e-12, "probability");
  }
}
