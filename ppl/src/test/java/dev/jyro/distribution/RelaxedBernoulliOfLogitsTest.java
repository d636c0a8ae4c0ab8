package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import java.util.List;

final class RelaxedBernoulliOfLogitsTest implements DistributionContract, SmoothSamples {
  @Override
  public RelaxedBernoulli of(List<Tensor> parameters) {
    return RelaxedBernoulli.ofLogits(parameters.get(0), parameters.get(1));
  }

  @Override
  public RelaxedBernoulli ofNumbers(double... parameters) {
    return RelaxedBernoulli.ofLogits(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        RelaxedBernoulli.ofLogits(tensors.get(0), numbers[1]),
        RelaxedBernoulli.ofLogits(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("rather cold", 0.75, -1.5).inside(0.01, 0.45, 0.93).outside(-0.1, 1.2),
        Example.of("even", 1, 0).inside(0.1, 0.4, 0.7).outside(-0.01, 1.01),
        Example.of("warm", 2.5, 2).inside(0.2, 0.6, 0.99).outside(-3, 2));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("temperature", -1, "positive", -1, 0.5),
        Bad.of("logits", Double.NaN, "real", 1, Double.NaN));
  }
}
