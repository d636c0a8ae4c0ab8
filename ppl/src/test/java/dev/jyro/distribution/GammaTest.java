package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;

final class GammaTest implements DistributionContract, QuantileSamples {
  @Override
  public Gamma of(List<Tensor> parameters) {
    return Gamma.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Gamma ofNumbers(double... parameters) {
    return Gamma.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(Gamma.of(tensors.get(0), numbers[1]), Gamma.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("exponential", 1, 1).inside(0.1, 1, 3).outside(-1, -1e-30),
        Example.of("one hump", 2.5, 0.5).inside(0.5, 5, 15).outside(-1, -1e30),
        Example.of("steep at 0", 0.3, 3).inside(0.01, 0.1, 0.3).outside(-1),
        Example.of("nearly normal", 20, 4).inside(0.5, 5, 15).outside(-5));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("concentration", 0, "positive", 0, 1),
        Bad.of("concentration", -1, "positive", -1, 1),
        Bad.of("rate", 0, "positive", 1, 0),
        Bad.of("rate", Double.NaN, "positive", 1, Double.NaN));
  }

  @Override
  public double cdf(double[] parameters, double x) {
    return GammaDistribution.of(parameters[0], 1 / parameters[1]).cumulativeProbability(x);
  }

  @Override
  public double relativeError() {
    return 5e-4;
  }

  @Test
  void atZeroTheDensityIsItsLimit() {
    Tensor concentrations = Tensor.of(0.5, 1, 2);
    double[] limits = {Double.POSITIVE_INFINITY, Math.log(3), Double.NEGATIVE_INFINITY};
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    Numbers.assertClose(
        Gamma.of(concentrations, 3).logProb(zero).toDoubles(), limits, 1e-12, "limits");
    Numbers.assertClose(Gamma.of(1, 3).logProb(zero).item(), Math.log(3), 1e-12, "numbers");
  }

  @Test
  void gradientsAreFiniteAtZeroIfTheDensityIs() {
    Tensor one = Tensor.scalar(1, DataType.FLOAT64);
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    List<Tensor> gradients =
        Gradients.grad(
            p -> Gamma.of(p.get(0), p.get(1)).logProb(p.get(2)), List.of(one, one, zero));
    assertThat(gradients).allSatisfy(g -> assertThat(g.item()).isFinite());
    assertThat(gradients.get(1).item()).isEqualTo(1);
    assertThat(Gradients.grad(x -> Gamma.of(1, 3).logProb(x), zero).item()).isEqualTo(-3);
  }

  @Test
  void theGradientByAConcentrationOfExactlyOneIsRight() {
    Tensor one = Tensor.scalar(1, DataType.FLOAT64);
    double found = Gradients.grad(c -> Gamma.of(c, 1).logProb(one.mul(2)), one).item();
    Numbers.assertClose(found, Math.log(2) + 0.5772156649015329, 1e-12, "by concentration");
  }

  @Test
  void samplesOfTinyConcentrationsArePositive() {
    Gamma subject = Gamma.of(1e-3, 1e6);
    Tensor draws = subject.sample(Noise.of(1), Shapes.of(1000));
    assertThat(draws.gt(0).all().item()).isEqualTo(1);
    assertThat(subject.logProb(draws).isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void meanAndVarianceCanBeGiven() {
    Tensor mean = Tensor.of(3.0, 0.2);
    Tensor variance = Tensor.of(2.0, 5.0);
    Gamma both = Gamma.ofMeanAndVariance(mean, variance);
    Numbers.assertClose(both.mean(), mean, 1e-12, "mean");
    Numbers.assertClose(both.variance(), variance, 1e-12, "variance");
    List<Gamma> others =
        List.of(
            Gamma.ofMeanAndVariance(mean, 2),
            Gamma.ofMeanAndVariance(3, variance),
            Gamma.ofMeanAndVariance(3, 2));
    for (Gamma other : others) {
      assertThat(other.mean().toDoubles()[0]).isCloseTo(3, within(1e-6));
      assertThat(other.variance().toDoubles()[0]).isCloseTo(2, within(1e-6));
    }
  }

  @Test
  void aMeanThatIsNotPositiveIsRefusedByName() {
    assertThatThrownBy(() -> Gamma.ofMeanAndVariance(-1, 2))
        .hasMessage("Gamma: mean is -1.0. Needed: positive.");
    assertThatThrownBy(() -> Gamma.ofMeanAndVariance(1, 0))
        .hasMessage("Gamma: variance is 0.0. Needed: positive.");
  }

  @Test
  void cdfAndQuantileAreInverse() {
    Tensor p = Tensor.of(0.001, 0.2, 0.5, 0.99);
    for (Gamma subject : List.of(Gamma.of(2.5, 0.5), Gamma.of(0.1, 30), Gamma.of(700, 3))) {
      Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-9, "probability");
    }
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
  void theDistributionFunctionIsThatOfAnotherLibrary() {
    double[] at = {0, 0.5, 5, 15};
    double[] found = Gamma.of(2.5, 0.5).cdf(Tensor.of(at)).toDoubles();
    for (int i = 0; i < at.length; i++) {
      Numbers.assertClose(found[i], cdf(new double[] {2.5, 0.5}, at[i]), 1e-12, "cdf");
    }
  }
}
