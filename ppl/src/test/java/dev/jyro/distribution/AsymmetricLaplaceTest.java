package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AsymmetricLaplaceTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public AsymmetricLaplace of(List<Tensor> parameters) {
    return AsymmetricLaplace.of(parameters.get(0), parameters.get(1), parameters.get(2));
  }

  @Override
  public AsymmetricLaplace ofNumbers(double... parameters) {
    return AsymmetricLaplace.of(parameters[0], parameters[1], parameters[2]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        AsymmetricLaplace.of(tensors.get(0), tensors.get(1), numbers[2]),
        AsymmetricLaplace.of(tensors.get(0), numbers[1], tensors.get(2)),
        AsymmetricLaplace.of(tensors.get(0), numbers[1], numbers[2]),
        AsymmetricLaplace.of(numbers[0], tensors.get(1), tensors.get(2)),
        AsymmetricLaplace.of(numbers[0], tensors.get(1), numbers[2]),
        AsymmetricLaplace.of(numbers[0], numbers[1], tensors.get(2)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("long to the left", 0, 1, 2).inside(0.5, 2, -30),
        Example.of("long to the right", -1.5, 0.25, 0.7).inside(-1.4, -1.2, -10),
        Example.of("symmetric", 30, 40, 1).inside(20, 75, -900));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1, 1),
        Bad.of("scale", 0, "positive", 0, 0, 1),
        Bad.of("scale", -1, "positive", 0, -1, 1),
        Bad.of("asymmetry", 0, "positive", 0, 1, 0));
  }

  @Test
  void withAsymmetryOneItIsLaplace() {
    Tensor values = Tensor.of(-30.0, 0, 1, 2);
    double[] needed = Laplace.of(0.0, 2.0).logProb(values).toDoubles();
    Numbers.assertClose(
        AsymmetricLaplace.of(0.0, 2.0, 1.0).logProb(values).toDoubles(), needed, 1e-15, "density");
  }
}
