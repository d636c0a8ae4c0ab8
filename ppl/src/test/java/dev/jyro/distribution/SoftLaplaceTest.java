package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SoftLaplaceTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public SoftLaplace of(List<Tensor> parameters) {
    return SoftLaplace.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public SoftLaplace ofNumbers(double... parameters) {
    return SoftLaplace.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        SoftLaplace.of(tensors.get(0), numbers[1]), SoftLaplace.of(numbers[0], tensors.get(1)));
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
  void theDensityIsTheHyperbolicSecant() {
    double found = SoftLaplace.of(2.0, 4.0).logProb(Tensor.of(5.0)).item();
    Numbers.assertClose(found, -Math.log(4 * Math.PI * Math.cosh(0.75)), 1e-15, "density");
  }

  @Test
  void extremeValuesHaveFiniteDensitiesAndGradients() {
    Tensor far = Tensor.of(-1e30, -300.0, 21, 300, 1e30);
    Tensor slopes = Gradients.grad(x -> SoftLaplace.of(0.0, 1.0).logProb(x).sum(), far);
    Numbers.assertClose(slopes.toDoubles(), new double[] {1, 1, -1, -1, -1}, 1e-15, "slopes");
    Tensor rises = Gradients.grad(x -> SoftLaplace.of(0.0, 1.0).cdf(x).sum(), far);
    Numbers.assertClose(rises.toDoubles(), new double[] {0, 0, 0, 0, 0}, 1e-8, "the cdf's slopes");
  }
}
