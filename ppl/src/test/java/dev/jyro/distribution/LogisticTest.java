package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogisticTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public Logistic of(List<Tensor> parameters) {
    return Logistic.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Logistic ofNumbers(double... parameters) {
    return Logistic.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        Logistic.of(tensors.get(0), numbers[1]), Logistic.of(numbers[0], tensors.get(1)));
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
  void extremeValuesHaveFiniteDensitiesAndGradients() {
    Tensor far = Tensor.of(-1e30, -300.0, 21, 300, 1e30);
    double[] depth = {-1e30, -300, -21 - 2 * Math.log1p(Math.exp(-21)), -300, -1e30};
    Logistic subject = Logistic.of(0.0, 1.0);
    Numbers.assertClose(subject.logProb(far).toDoubles(), depth, 1e-15, "density");
    Tensor slopes = Gradients.grad(x -> subject.logProb(x).sum(), far);
    Numbers.assertClose(slopes.toDoubles(), new double[] {1, 1, -1, -1, -1}, 1e-8, "slopes");
  }
}
