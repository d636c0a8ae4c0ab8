package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WeibullTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public Weibull of(List<Tensor> parameters) {
    return Weibull.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Weibull ofNumbers(double... parameters) {
    return Weibull.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(Weibull.of(tensors.get(0), numbers[1]), Weibull.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("exponential", 1, 1).inside(0.1, 1, 3).outside(-1, -1e-30),
        Example.of("one hump", 0.5, 2.5).inside(0.1, 0.5, 0.9).outside(-1, -1e30),
        Example.of("steep at 0", 3, 0.4).inside(0.05, 3, 90).outside(-1, -4),
        Example.of("late", 4, 20).inside(3, 4, 4.5).outside(-1, -4));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("scale", 0, "positive", 0, 1),
        Bad.of("scale", -1, "positive", -1, 1),
        Bad.of("concentration", 0, "positive", 1, 0),
        Bad.of("concentration", Double.NaN, "positive", 1, Double.NaN));
  }

  @Test
  void atTheEndsTheDensityIsItsLimit() {
    Tensor concentrations = Tensor.of(0.5, 1, 2);
    Weibull subject = Weibull.of(4.0, concentrations);
    double infinity = Double.POSITIVE_INFINITY;
    double[] limits = {infinity, -Math.log(4), -infinity};
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    Numbers.assertClose(subject.logProb(zero).toDoubles(), limits, 1e-12, "at 0");
    assertThat(subject.logProb(zero.add(infinity)).toDoubles()).containsOnly(-infinity);
  }

  @Test
  void gradientsAreFiniteAtZeroIfTheDensityIs() {
    Tensor one = Tensor.scalar(1, DataType.FLOAT64);
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    List<Tensor> gradients =
        Gradients.grad(
            p -> Weibull.of(p.get(0), p.get(1)).logProb(p.get(2)), List.of(one, one, zero));
    assertThat(gradients).allSatisfy(g -> assertThat(g.item()).isFinite());
    assertThat(gradients.get(0).item()).isEqualTo(-1);
    assertThat(Gradients.grad(x -> Weibull.of(4.0, 1.0).logProb(x), zero).item()).isEqualTo(-0.25);
  }

  @Test
  void samplesOfTinyConcentrationsArePositiveAndFinite() {
    Weibull subject = Weibull.of(1.0, 0.02);
    Tensor draws = subject.sample(Noise.of(1), Shapes.of(1000));
    assertThat(draws.gt(0).logicalAnd(draws.isFinite()).all().item()).isEqualTo(1);
  }

  @Test
  void gradientsOfSamplesThatAreCutAreFinite() {
    List<Tensor> gradients =
        Gradients.grad(
            p -> Weibull.of(p.get(0), p.get(1)).sample(Noise.of(1), Shapes.of(1000)).log().sum(),
            List.of(Tensor.of(1e-3f, 1f, 1e30f), Tensor.scalar(0.02)));
    assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
  }
}
