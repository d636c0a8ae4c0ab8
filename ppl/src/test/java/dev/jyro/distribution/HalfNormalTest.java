package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HalfNormalTest implements DistributionContract, SmoothSamples {
  @Override
  public HalfNormal of(List<Tensor> parameters) {
    return HalfNormal.of(parameters.get(0));
  }

  @Override
  public HalfNormal ofNumbers(double... parameters) {
    return HalfNormal.of(parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 1).inside(0.1, 1, 3).outside(-1, -1e-30),
        Example.of("narrow", 0.25).inside(0.025, 0.25, 1).outside(-1, -1e30),
        Example.of("wide", 400).inside(40, 400, 1000).outside(-1, -400));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("scale", 0, "positive", 0),
        Bad.of("scale", -1, "positive", -1),
        Bad.of("scale", Double.NaN, "positive", Double.NaN));
  }

  @Test
  void atZeroTheDensityIsItsPeakAndGradientsAreFinite() {
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    double peak = 0.5 * Math.log(2 / Math.PI);
    Numbers.assertClose(HalfNormal.of(1).logProb(zero).item(), peak, 1e-15, "peak");
    assertThat(Gradients.grad(x -> HalfNormal.of(1).logProb(x), zero).item()).isZero();
    Tensor one = Tensor.scalar(1, DataType.FLOAT64);
    Numbers.assertClose(
        Gradients.grad(s -> HalfNormal.of(s).logProb(zero), one).item(), -1, 1e-12, "by scale");
  }

  @Test
  void cdfAndQuantileAreInverse() {
    HalfNormal subject = HalfNormal.of(0.25);
    Tensor p = Tensor.of(0.001, 0.2, 0.5, 0.99);
    Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-12, "probability");
    assertThat(subject.cdf(Tensor.of(-1.0, 0.0)).toDoubles()).containsExactly(0, 0);
  }
}
