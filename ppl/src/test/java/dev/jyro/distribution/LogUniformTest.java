package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogUniformTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public LogUniform of(List<Tensor> parameters) {
    return LogUniform.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public LogUniform ofNumbers(double... parameters) {
    return LogUniform.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        LogUniform.of(tensors.get(0), numbers[1]), LogUniform.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("about 1", 0.5, 3).inside(0.6, 1, 2.9).outside(0.4, 3.1, 0, -1),
        Example.of("decades", 0.001, 1000).inside(0.002, 1, 900).outside(0.0009, 1001, -1),
        Example.of("narrow", 7, 7.5).inside(7.1, 7.2, 7.4).outside(6.9, 7.6));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("low", 0, "positive", 0, 1),
        Bad.of("low", -1, "positive", -1, 1),
        Bad.of("high", Double.NaN, "positive", 1, Double.NaN),
        Bad.of("high - low", 0, "positive", 2, 2),
        Bad.of("high - low", -0.5, "positive", 2, 1.5));
  }

  @Test
  void bothEndsBelongToTheSupport() {
    Tensor ends = Tensor.of(2.0, 8.0);
    double[] needed = {-Math.log(2 * Math.log(4)), -Math.log(8 * Math.log(4))};
    Numbers.assertClose(LogUniform.of(2.0, 8.0).logProb(ends).toDoubles(), needed, 1e-12, "ends");
  }

  @Test
  void aNarrowIntervalKeepsItsDigits() {
    Tensor low = Tensor.of(1.0);
    LogUniform subject = LogUniform.of(low, low.add(0x1p-40));
    assertThat(subject.logProb(low).item()).isCloseTo(40 * Math.log(2), within(1e-11));
    assertThat(subject.mean().item()).isCloseTo(1, within(1e-11));
  }

  @Test
  void aSampleIsNeverBeyondTheEndsThoughRounded() {
    LogUniform far = LogUniform.of(Tensor.of(1e8f), Tensor.of(1e8f + 24));
    Tensor draws = far.sample(Noise.of(3), Shapes.of(10_000));
    assertThat(far.logProb(draws).isFinite().all().item()).isEqualTo(1);
  }
}
