package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.apache.commons.statistics.distribution.LevyDistribution;
import org.junit.jupiter.api.Test;

final class LevyTest implements DistributionContract, SmoothSamples {
  @Override
  public Levy of(List<Tensor> parameters) {
    return Levy.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Levy ofNumbers(double... parameters) {
    return Levy.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(Levy.of(tensors.get(0), numbers[1]), Levy.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 0, 1).inside(0.2, 1, 50).outside(0, -1, -1e-30),
        Example.of("moved", 5, 0.25).inside(5.1, 6, 500).outside(5, 4.9),
        Example.of("wide", -2, 30).inside(1, 50, 1e4).outside(-2, -100));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1),
        Bad.of("scale", 0, "positive", 0, 0),
        Bad.of("scale", -1, "positive", 0, -1));
  }

  @Test
  void theDistributionFunctionIsThatOfAnotherLibrary() {
    LevyDistribution other = LevyDistribution.of(5, 0.25);
    double[] at = {4, 5, 5.01, 6, 1e6};
    double[] found = Levy.of(5, 0.25).cdf(Tensor.of(at)).toDoubles();
    for (int i = 0; i < at.length; i++) {
      Numbers.assertClose(found[i], other.cumulativeProbability(at[i]), 1e-14, "cdf");
    }
  }

  @Test
  void cdfAndQuantileAreInverse() {
    Tensor p = Tensor.of(1e-6, 0.2, 0.5, 0.999);
    for (Example example : examples()) {
      Distribution subject = of(example, DataType.FLOAT64);
      Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-12, "probability");
    }
  }

  @Test
  void theEntropyIsTheExpectedInformation() {
    // log x has mean γ + log 2 + log scale, and 1/x mean 1/scale
    double mean = 0.5772156649015329 + Math.log(2) + Math.log(3);
    double needed = -0.5 * Math.log(3 / (2 * Math.PI)) + 1.5 * mean + 0.5;
    Numbers.assertClose(Levy.of(1, 3).entropy().item(), needed, 1e-6, "entropy");
  }

  @Test
  void aSampleIsNeverAtTheBeginningThoughRounded() {
    Levy far = Levy.of(Tensor.of(1e8f), Tensor.of(1f));
    Tensor draws = far.sample(Noise.of(3), Shapes.of(10_000));
    assertThat(far.logProb(draws).isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void momentsAreInfinite() {
    assertThat(Levy.of(1, 3).mean().item()).isInfinite();
    assertThat(Levy.of(1, 3).variance().item()).isInfinite();
  }

  @Test
  void gradientsAreFiniteOutsideAndAtTheBeginning() {
    Tensor at = Tensor.of(0.0, -1, 1e-300);
    Tensor gradient =
        Gradients.grad(
            scale -> Levy.of(0.0, scale).logProb(at).maximum(-1e9).sum(),
            Tensor.scalar(1, DataType.FLOAT64));
    assertThat(gradient.item()).isFinite();
  }
}
