package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExponentialTest implements DistributionContract, SmoothSamples {
  @Override
  public Exponential of(List<Tensor> parameters) {
    return Exponential.of(parameters.get(0));
  }

  @Override
  public Exponential ofNumbers(double... parameters) {
    return Exponential.of(parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 1).inside(0.1, 1, 20).outside(-1, -1e-30),
        Example.of("slow", 0.25).inside(0.4, 4, 80).outside(-1, -1e30),
        Example.of("fast", 400).inside(0.001, 0.01, 0.1).outside(-1, -400));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("rate", 0, "positive", 0),
        Bad.of("rate", -1, "positive", -1),
        Bad.of("rate", Double.NaN, "positive", Double.NaN));
  }

  @Test
  void atZeroTheDensityIsTheRateAndGradientsAreFinite() {
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    Numbers.assertClose(Exponential.of(3).logProb(zero).item(), Math.log(3), 1e-15, "peak");
    assertThat(Gradients.grad(x -> Exponential.of(3).logProb(x), zero).item()).isEqualTo(-3);
  }

  @Test
  void cdfAndQuantileAreInverse() {
    Exponential subject = Exponential.of(0.25);
    Tensor p = Tensor.of(1e-9, 0.2, 0.5, 0.99);
    Numbers.assertClose(subject.cdf(subject.icdf(p)).log(), p.log(), 1e-12, "probability");
    assertThat(subject.cdf(Tensor.of(-1.0, 0.0)).toDoubles()).containsExactly(0, 0);
  }
}
