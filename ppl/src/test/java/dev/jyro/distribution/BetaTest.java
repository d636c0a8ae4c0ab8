package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;

final class BetaTest implements DistributionContract, QuantileSamples {
  @Override
  public Beta of(List<Tensor> parameters) {
    return Beta.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Beta ofNumbers(double... parameters) {
    return Beta.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(Beta.of(tensors.get(0), numbers[1]), Beta.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("uniform", 1, 1).inside(0.05, 0.5, 0.97).outside(-0.1, 1.1, 30),
        Example.of("steep at 1", 2.5, 0.5).inside(0.05, 0.5, 0.97).outside(-1, 2),
        Example.of("steep at 0", 0.3, 3).inside(0.05, 0.5, 0.97).outside(-1e-30),
        Example.of("one hump", 20, 4).inside(0.3, 0.8, 0.97).outside(1.001));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("concentration1", 0, "positive", 0, 1),
        Bad.of("concentration1", -1, "positive", -1, 1),
        Bad.of("concentration0", 0, "positive", 1, 0),
        Bad.of("concentration0", Double.NaN, "positive", 1, Double.NaN));
  }

  @Override
  public double cdf(double[] parameters, double x) {
    return BetaDistribution.of(parameters[0], parameters[1]).cumulativeProbability(x);
  }

  @Override
  public double relativeError() {
    return 5e-3;
  }

  @Test
  void atTheEndsTheDensityIsItsLimit() {
    Tensor concentrations = Tensor.of(0.5, 1, 2);
    double inf = Double.POSITIVE_INFINITY;
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    Beta rising = Beta.of(concentrations, 1);
    Beta falling = Beta.of(1, concentrations);
    assertThat(rising.logProb(zero).toDoubles()).containsExactly(inf, 0, -inf);
    assertThat(falling.logProb(zero.add(1)).toDoubles()).containsExactly(inf, 0, -inf);
    assertThat(Beta.of(1, 1).logProb(Tensor.of(0.0, 1.0)).toDoubles()).containsExactly(0, 0);
  }

  @Test
  void gradientsAreFiniteAtTheEndsIfTheDensityIs() {
    Tensor ones = Tensor.of(1.0, 1.0);
    List<Tensor> gradients =
        Gradients.grad(
            p -> Beta.of(p.get(0), p.get(1)).logProb(p.get(2)).sum(),
            List.of(ones, ones, Tensor.of(0.0, 1.0)));
    assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
    assertThat(gradients.get(2).toDoubles()).containsExactly(0, 0);
  }

  @Test
  void theDistributionFunctionIsThatOfAnotherLibrary() {
    double[] at = {-0.5, 0, 0.1, 0.6, 0.99, 1, 1.5};
    double[] found = Beta.of(2.5, 0.5).cdf(Tensor.of(at)).toDoubles();
    for (int i = 0; i < at.length; i++) {
      Numbers.assertClose(found[i], cdf(new double[] {2.5, 0.5}, at[i]), 1e-12, "cdf");
    }
  }

  @Test
  void cdfAndQuantileAreInverseInEitherTypeAndForTinyConcentrations() {
    Tensor p = Tensor.of(0.001, 0.2, 0.5, 0.99);
    for (Beta subject : List.of(Beta.of(2.5, 0.5), Beta.of(0.1, 3), Beta.of(700, 2))) {
      Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-9, "probability");
    }
    Beta single = Beta.of(Tensor.of(2.5f), Tensor.of(0.5f));
    Tensor rough = p.to(DataType.FLOAT32);
    assertThat(single.icdf(rough).dataType()).isEqualTo(DataType.FLOAT32);
    Numbers.assertClose(single.cdf(single.icdf(rough)), rough, 1e-5, "float32");
  }

  @Test
  void gradientsOfCdfAndQuantileAreRight() {
    Tensor p = Tensor.of(0.1, 0.5, 0.9);
    for (Example example : examples()) {
      checkByParameters(example, of -> of.cdf(p));
      checkByParameters(example, of -> of.icdf(p));
    }
  }

  @Test
  void tinyConcentrationsGiveSamplesAtEitherEndAndNoneBetween() {
    Tensor draws = Beta.of(1e-3, 1e-3).sample(Noise.of(1), Shapes.of(4000));
    assertThat(draws.gt(0).logicalAnd(draws.lt(1)).all().item()).isEqualTo(1);
    double[] at = draws.toDoubles();
    double low = Arrays.stream(at).filter(x -> x < 1e-6).count();
    double high = Arrays.stream(at).filter(x -> x > 1 - 1e-6).count();
    assertThat(low / 4000).isCloseTo(0.5, within(0.04));
    assertThat(high / 4000).isCloseTo(0.5, within(0.04));
  }

  @Test
  void gradientsOfSamplesAreFiniteForTinyAndHugeConcentrations() {
    Tensor sizes = Tensor.of(1e-6, 1e-3, 0.1, 10, 1e4, 1e7);
    List<Tensor> gradients =
        Gradients.grad(
            p -> Beta.of(p.get(0), p.get(1)).sample(Noise.of(1), Shapes.of(100)).sum(),
            List.of(sizes.unsqueeze(1), sizes));
    assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
  }
}
