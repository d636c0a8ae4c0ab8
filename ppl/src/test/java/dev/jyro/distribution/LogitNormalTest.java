package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogitNormalTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public LogitNormal of(List<Tensor> parameters) {
    return LogitNormal.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public LogitNormal ofNumbers(double... parameters) {
    return LogitNormal.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        LogitNormal.of(tensors.get(0), numbers[1]), LogitNormal.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 0, 1).inside(0.1, 0.5, 0.95).outside(-0.1, 1.1),
        Example.of("towards 0", -3, 0.5).inside(0.01, 0.05, 0.3).outside(-1e-30, 2),
        Example.of("two humps", 0.5, 4).inside(0.001, 0.5, 0.999).outside(-3, 30));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1),
        Bad.of("scale", 0, "positive", 0, 0),
        Bad.of("scale", -1, "positive", 0, -1));
  }

  @Test
  void theDensityVanishesAtTheEnds() {
    Tensor ends = Tensor.of(0.0, 1.0);
    assertThat(LogitNormal.of(0.0, 1.0).logProb(ends).toDoubles())
        .containsOnly(Double.NEGATIVE_INFINITY);
  }

  @Test
  void samplesStayOffTheEnds() {
    LogitNormal subject = LogitNormal.of(0.0, 1000.0);
    Tensor draws = subject.sample(Noise.of(1), Shapes.of(1000));
    assertThat(subject.logProb(draws).isFinite().all().item()).isEqualTo(1);
  }
}
