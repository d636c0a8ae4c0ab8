package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AffineBetaTest implements DistributionContract {
  @Override
  public AffineBeta of(List<Tensor> parameters) {
    return AffineBeta.of(
        parameters.get(0), parameters.get(1), parameters.get(2), parameters.get(3));
  }

  @Override
  public AffineBeta ofNumbers(double... parameters) {
    return AffineBeta.of(parameters[0], parameters[1], parameters[2], parameters[3]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        AffineBeta.of(tensors.get(0), tensors.get(1), numbers[2], numbers[3]),
        AffineBeta.of(numbers[0], numbers[1], tensors.get(2), tensors.get(3)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("uniform", 1, 1, -1, 2).inside(-0.9, 0, 0.94).outside(-1.1, 1.1, 30),
        Example.of("one hump", 3, 5, 10, 4).inside(10.5, 12, 13).outside(9.9, 14.1),
        Example.of("steep at the ends", 0.4, 0.3, -2, 3).inside(-1.9, 0.3, 0.9).outside(-2.1),
        Example.of("narrow", 2, 2, 0.5, 0.25).inside(0.52, 0.6, 0.74).outside(0.4));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("concentration1", 0, "positive", 0, 1, 0, 1),
        Bad.of("concentration0", -1, "positive", 1, -1, 0, 1),
        Bad.of("loc", Double.NaN, "real", 1, 1, Double.NaN, 1),
        Bad.of("scale", 0, "positive", 1, 1, 0, 0));
  }

  @Test
  void cdfAndQuantileAreInverseAndMoveWithTheInterval() {
    Tensor p = Tensor.of(0.01, 0.5, 0.99);
    for (Example example : examples()) {
      Distribution subject = of(example, DataType.FLOAT64);
      Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-12, "probability");
    }
    double[] ends = {9, 10, 14, 15};
    assertThat(AffineBeta.of(3, 5, 10, 4.0).cdf(Tensor.of(ends)).toDoubles())
        .containsExactly(0, 0, 1, 1);
  }

  @Test
  void aSampleIsNeverBeyondTheEndsThoughRounded() {
    Tensor loc = Tensor.of(1e8f);
    AffineBeta far = AffineBeta.of(1, 1, loc, Tensor.of(24f));
    Tensor draws = far.sample(Noise.of(3), Shapes.of(10_000));
    assertThat(far.logProb(draws).isFinite().all().item()).isEqualTo(1);
  }

  /** Of {@code 1/(2 √rest)/3}; as close to the end as this, one minus a share has 7 digits. */
  @Test
  void theDensityNearTheUpperEndHasAllDigits() {
    double gap = Math.scalb(1.0, -30);
    Tensor x = Tensor.of(new double[] {2 - gap});
    Tensor ones = Tensor.of(new double[] {1});
    double needed = -Math.log(6) - Math.log(gap / 3) / 2;
    Tensor half = Tensor.of(new double[] {0.5});
    AffineBeta ofNumbers = AffineBeta.of(ones, half, -1, 3);
    AffineBeta ofTensors = AffineBeta.of(ones, half, ones.neg(), ones.mul(3));
    Numbers.assertClose(ofNumbers.logProb(x).item(), needed, 1e-14, "of numbers");
    Numbers.assertClose(ofTensors.logProb(x).item(), needed, 1e-14, "of tensors");
  }

  @Test
  void theEntropyGrowsWithTheLogarithmOfTheScale() {
    double unit = Beta.of(3, 5).entropy().item();
    double found = AffineBeta.of(3, 5, 10, 4.0).entropy().item();
    Numbers.assertClose(found, unit + Math.log(4), 1e-6, "entropy");
  }
}
