package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GumbelTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public Gumbel of(List<Tensor> parameters) {
    return Gumbel.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Gumbel ofNumbers(double... parameters) {
    return Gumbel.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(Gumbel.of(tensors.get(0), numbers[1]), Gumbel.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 0, 1).inside(0, 1, -2.5),
        Example.of("narrow", -1.5, 0.25).inside(-1.5, -1.2, -2),
        Example.of("wide", 30, 40).inside(20, 175, -50));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1),
        Bad.of("scale", 0, "positive", 0, 0),
        Bad.of("scale", -1, "positive", 0, -1));
  }

  @Test
  void theDensityVanishesAtBothInfinities() {
    Tensor ends = Tensor.of(Double.NEGATIVE_INFINITY, -1e9, Double.POSITIVE_INFINITY);
    assertThat(Gumbel.of(0.0, 1.0).logProb(ends).toDoubles())
        .containsOnly(Double.NEGATIVE_INFINITY);
  }

  @Test
  void theCdfHasASlopeWhereItIsZero() {
    Tensor left = Tensor.of(-1000.0);
    assertThat(Gradients.grad(x -> Gumbel.of(0.0, 1.0).cdf(x), left).item()).isZero();
  }
}
