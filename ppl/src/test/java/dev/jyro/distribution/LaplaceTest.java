package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LaplaceTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public Laplace of(List<Tensor> parameters) {
    return Laplace.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Laplace ofNumbers(double... parameters) {
    return Laplace.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(Laplace.of(tensors.get(0), numbers[1]), Laplace.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 0, 1).inside(0.5, 1, -30),
        Example.of("narrow", -1.5, 0.25).inside(-1.4, -1.2, -10),
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
  void atThePeakTheGradientIsZeroAndTheCdfRises() {
    Tensor peak = Tensor.of(1.0);
    Laplace subject = Laplace.of(1.0, 2.0);
    assertThat(Gradients.grad(subject::logProb, peak).item()).isZero();
    assertThat(Gradients.grad(subject::cdf, peak).item()).isEqualTo(0.25);
  }

  @Test
  void farOutTheProbabilityKeepsItsDigits() {
    double found = Laplace.of(0.0, 1.0).cdf(Tensor.of(-300.0)).item();
    assertThat(Math.log(2 * found)).isCloseTo(-300, within(1e-12));
  }
}
