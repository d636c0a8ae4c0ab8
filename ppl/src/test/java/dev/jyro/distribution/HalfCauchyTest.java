package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HalfCauchyTest implements DistributionContract, SmoothSamples {
  @Override
  public HalfCauchy of(List<Tensor> parameters) {
    return HalfCauchy.of(parameters.get(0));
  }

  @Override
  public HalfCauchy ofNumbers(double... parameters) {
    return HalfCauchy.of(parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 1).inside(0.1, 1, 50).outside(-1, -1e-30),
        Example.of("narrow", 0.25).inside(0.025, 0.25, 12).outside(-1, -1e30),
        Example.of("wide", 25).inside(2, 25, 1000).outside(-1, -400));
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
    double peak = Math.log(2 / Math.PI);
    Numbers.assertClose(HalfCauchy.of(1).logProb(zero).item(), peak, 1e-15, "peak");
    assertThat(Gradients.grad(x -> HalfCauchy.of(1).logProb(x), zero).item()).isZero();
  }

  @Test
  void meanAndVarianceAreInfinite() {
    assertThat(HalfCauchy.of(2).mean().item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(HalfCauchy.of(2).variance().item()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void noUniformNumberIsTurnedIntoANegativeSample() {
    Tensor largest = Tensor.of(Math.nextDown(1f));
    assertThat(HalfCauchy.of(1).icdf(largest).item()).isPositive();
  }

  @Test
  void cdfAndQuantileAreInverse() {
    HalfCauchy subject = HalfCauchy.of(0.25);
    Tensor p = Tensor.of(0.001, 0.2, 0.5, 0.99);
    Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-12, "probability");
  }
}
