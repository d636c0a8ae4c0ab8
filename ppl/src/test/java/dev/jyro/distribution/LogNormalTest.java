package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogNormalTest implements DistributionContract, SmoothSamples {
  @Override
  public LogNormal of(List<Tensor> parameters) {
    return LogNormal.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public LogNormal ofNumbers(double... parameters) {
    return LogNormal.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        LogNormal.of(tensors.get(0), numbers[1]), LogNormal.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 0, 1).inside(1, 2.7, 0.05).outside(0, -1, -0.1),
        Example.of("narrow", 1, 0.4).inside(2.7, 4, 0.8).outside(0, -1e30),
        Example.of("small", -3, 0.2).inside(0.05, 0.06, 0.04).outside(0, -0.05));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1),
        Bad.of("scale", 0, "positive", 0, 0),
        Bad.of("scale", -1, "positive", 0, -1));
  }

  @Test
  void theDensityVanishesAtInfinityToo() {
    Tensor ends = Tensor.of(Double.POSITIVE_INFINITY, 1e-320);
    assertThat(LogNormal.of(0.0, 1.0).logProb(ends).toDoubles()[0])
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(LogNormal.of(0.0, 1.0).logProb(ends).toDoubles()[1]).isFinite();
  }

  @Test
  void cdfAndQuantileAreInverse() {
    LogNormal subject = LogNormal.of(1, 0.4);
    Tensor p = Tensor.of(0.001, 0.2, 0.5, 0.99);
    Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-12, "probability");
    assertThat(subject.cdf(Tensor.of(-1.0, 0.0)).toDoubles()).containsExactly(0, 0);
  }
}
