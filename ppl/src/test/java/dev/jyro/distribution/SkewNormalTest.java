package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SkewNormalTest implements DistributionContract, SmoothSamples {
  @Override
  public SkewNormal of(List<Tensor> parameters) {
    return SkewNormal.of(parameters.get(0), parameters.get(1), parameters.get(2));
  }

  @Override
  public SkewNormal ofNumbers(double... parameters) {
    return SkewNormal.of(parameters[0], parameters[1], parameters[2]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        SkewNormal.of(tensors.get(0), tensors.get(1), numbers[2]),
        SkewNormal.of(numbers[0], numbers[1], tensors.get(2)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("normal", 0, 1, 0).inside(-2, 0.5, 3),
        Example.of("to the right", 1, 2, 4).inside(-0.5, 2, 7),
        Example.of("to the left", -3, 0.5, -1.5).inside(-5, -3.2, -2.5));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1, 0),
        Bad.of("scale", 0, "positive", 0, 0, 1),
        Bad.of("slant", Double.NaN, "real", 0, 1, Double.NaN));
  }

  @ParameterizedTest(name = "slant {0} at {1}")
  @CsvSource({
    "0, 0.5, -1.0439385332046727, 0.6914624612740131",
    "4, -0.5, -4.1339756863267594, 0.0014247560401109288",
    "4, 2, -2.2257913526447281, 0.95449973610364159",
    "-1.5, -3, -4.7257947503236243, 0.0026997931546794302",
    "50, -0.2, -53.477076503157198, 1.1686901479544353e-26",
    "1, -12, -147.63646435421352, 3.1558886913925982e-66"
  })
  void isExact(double slant, double x, double logProb, double cdf) {
    Tensor at = Tensor.scalar(x, DataType.FLOAT64);
    SkewNormal subject = SkewNormal.of(0, 1, slant);
    Numbers.assertClose(subject.logProb(at).item(), logProb, 1e-12, "density");
    Numbers.assertClose(subject.cdf(at).item(), cdf, 1e-14, "cdf");
  }

  @Test
  void gradientsOfTheDistributionFunctionAreRight() {
    for (Example example : examples()) {
      checkByParameters(example, of -> of.cdf(example.values(DataType.FLOAT64)));
    }
  }

  @Test
  void farOutOnTheThinSideDensityAndGradientAreFinite() {
    Tensor x = Tensor.of(-30f);
    assertThat(SkewNormal.of(0, 1, 5).logProb(x).item()).isFinite();
    double slope = Gradients.grad(y -> SkewNormal.of(0, 1, 5).logProb(y).sum(), x).item();
    Numbers.assertClose(slope, 26 * 30, 1e-3, "slope");
  }
}
