package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;

final class InverseGammaTest implements DistributionContract, QuantileSamples, QuantileLaws {
  @Override
  public InverseGamma of(List<Tensor> parameters) {
    return InverseGamma.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public InverseGamma ofNumbers(double... parameters) {
    return InverseGamma.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        InverseGamma.of(tensors.get(0), numbers[1]), InverseGamma.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("infinite mean", 1, 1).inside(0.3, 1, 30).outside(0, -1),
        Example.of("one hump", 3.5, 0.5).inside(0.05, 0.2, 1).outside(0, -1e30),
        Example.of("heavy tail", 0.3, 3).inside(1, 20, 900).outside(0, -1),
        Example.of("nearly normal", 15, 4).inside(0.12, 0.27, 0.6).outside(0, -5));
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
    return GammaDistribution.of(parameters[0], 1 / parameters[1]).survivalProbability(1 / x);
  }

  @Override
  public double relativeError() {
    return 5e-4;
  }

  @Test
  void theDensityVanishesAtTheEnds() {
    Tensor ends = Tensor.of(0.0, 1e-320, 1e-290, Double.POSITIVE_INFINITY);
    double infinity = Double.POSITIVE_INFINITY;
    double[] needed = {-infinity, -infinity, -1e300, -infinity};
    Numbers.assertClose(
        InverseGamma.of(2.0, 1e10).logProb(ends).toDoubles(), needed, 1e-15, "ends");
  }

  @Test
  void samplesOfTheHeaviestTailAreFinite() {
    InverseGamma subject = InverseGamma.of(0.01, 50.0);
    Tensor draws = subject.sample(Noise.of(1), Shapes.of(1000));
    assertThat(subject.logProb(draws).isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void momentsThatDoNotExistAreInfinite() {
    Tensor concentration = Tensor.of(0.5, 1, 1.5, 2, 3);
    InverseGamma subject = InverseGamma.of(concentration, 4.0);
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(subject.mean().toDoubles()).containsExactly(infinity, infinity, 8, 4, 2);
    assertThat(subject.variance().toDoubles())
        .containsExactly(infinity, infinity, infinity, infinity, 4);
    Tensor slope =
        Gradients.grad(c -> InverseGamma.of(c, 4.0).variance().get(4), concentration).get(4);
    Numbers.assertClose(slope.item(), -8, 1e-12, "the variance's slope");
  }

  @Test
  void gradientsOfTheHeaviestTailAreFinite() {
    List<Tensor> gradients =
        Gradients.grad(
            p ->
                InverseGamma.of(p.get(0), p.get(1))
                    .sample(Noise.of(1), Shapes.of(1000))
                    .log()
                    .sum(),
            List.of(Tensor.of(0.01f, 0.03f, 1f), Tensor.of(50f, 1e-3f, 1f)));
    assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
    Numbers.assertClose(gradients.get(1).toDoubles()[2], 1000, 1e-5, "d log x / d rate");
  }
}
