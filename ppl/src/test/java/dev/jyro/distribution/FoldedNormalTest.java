package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FoldedNormalTest implements DistributionContract, SmoothSamples {
  @Override
  public FoldedNormal of(List<Tensor> parameters) {
    return FoldedNormal.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public FoldedNormal ofNumbers(double... parameters) {
    return FoldedNormal.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        FoldedNormal.of(tensors.get(0), numbers[1]), FoldedNormal.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("halved", 0, 1).inside(0.1, 1, 3).outside(-1, -1e-30),
        Example.of("near 0", -0.5, 0.7).inside(0.1, 0.5, 2).outside(-1, -1e30),
        Example.of("hardly folded", 30, 8).inside(10, 33, 70).outside(-30, -1));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1),
        Bad.of("scale", 0, "positive", 0, 0),
        Bad.of("scale", -1, "positive", 0, -1));
  }

  @Test
  void aroundZeroItIsHalfNormal() {
    Tensor values = Tensor.of(0.0, 0.5, 4);
    FoldedNormal folded = FoldedNormal.of(0.0, 2.0);
    HalfNormal half = HalfNormal.of(2);
    Numbers.assertClose(folded.logProb(values), half.logProb(values), 1e-14, "density");
    Numbers.assertClose(folded.cdf(values), half.cdf(values), 1e-14, "cdf");
    Numbers.assertClose(folded.mean(), half.mean(), 1e-6, "mean");
    Numbers.assertClose(folded.variance(), half.variance(), 1e-6, "variance");
  }

  @Test
  void theSlopeOfTheCdfIsTheDensity() {
    Tensor values = Tensor.of(0.1, 0.5, 3);
    FoldedNormal subject = FoldedNormal.of(-0.5, 0.7);
    Tensor slopes = Gradients.grad(x -> subject.cdf(x).sum(), values);
    Numbers.assertClose(slopes, subject.logProb(values).exp(), 1e-12, "slope");
    assertThat(subject.cdf(Tensor.of(-1.0, 0, 1e9)).toDoubles()).containsExactly(0, 0, 1);
  }

  @Test
  void farFromZeroTheVarianceIsThatOfTheNormal() {
    Tensor variance = FoldedNormal.of(Tensor.of(1e4f), 1.0).variance();
    assertThat(variance.item()).isEqualTo(1);
  }

  @Test
  void theSignOfLocDoesNotMatterAndAtZeroItsGradientIsZero() {
    Tensor values = Tensor.of(0.1, 0.5, 3);
    Numbers.assertClose(
        FoldedNormal.of(-0.5, 2.0).logProb(values),
        FoldedNormal.of(0.5, 2.0).logProb(values),
        0,
        "density");
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    assertThat(Gradients.grad(m -> FoldedNormal.of(m, 2.0).logProb(values).sum(), zero).item())
        .isZero();
  }
}
