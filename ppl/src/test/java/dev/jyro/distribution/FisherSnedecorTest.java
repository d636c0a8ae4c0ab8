package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.apache.commons.statistics.distribution.FDistribution;
import org.junit.jupiter.api.Test;

final class FisherSnedecorTest implements DistributionContract {
  @Override
  public FisherSnedecor of(List<Tensor> parameters) {
    return FisherSnedecor.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public FisherSnedecor ofNumbers(double... parameters) {
    return FisherSnedecor.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        FisherSnedecor.of(tensors.get(0), numbers[1]),
        FisherSnedecor.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("few", 5, 12).inside(0.2, 1, 4).outside(-1, -1e-30),
        Example.of("falling", 2, 30).inside(0.2, 1, 4).outside(-3),
        Example.of("steep at 0", 0.7, 9).inside(0.2, 1, 4).outside(-0.1),
        Example.of("heavy tail", 4, 1.5).inside(0.2, 1, 400).outside(-1e30));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("df1", 0, "positive", 0, 1),
        Bad.of("df1", -1, "positive", -1, 1),
        Bad.of("df2", 0, "positive", 1, 0),
        Bad.of("df2", Double.NaN, "positive", 1, Double.NaN));
  }

  @Test
  void atZeroTheDensityIsItsLimit() {
    Tensor df1 = Tensor.of(1, 2, 3);
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    double[] limits = {Double.POSITIVE_INFINITY, 0, Double.NEGATIVE_INFINITY};
    Numbers.assertClose(
        FisherSnedecor.of(df1.to(DataType.FLOAT64), 6).logProb(zero).toDoubles(),
        limits,
        1e-12,
        "limits");
    Tensor two = Tensor.scalar(2, DataType.FLOAT64);
    List<Tensor> gradients =
        Gradients.grad(
            p -> FisherSnedecor.of(p.get(0), p.get(1)).logProb(p.get(2)), List.of(two, two, zero));
    assertThat(gradients).allSatisfy(g -> assertThat(g.item()).isFinite());
  }

  @Test
  void theDistributionFunctionIsThatOfAnotherLibrary() {
    double[] at = {-1, 0, 1e-3, 0.5, 1, 3, 1e4};
    for (Example example : examples()) {
      FDistribution other = FDistribution.of(example.numbers()[0], example.numbers()[1]);
      double[] found = of(example, DataType.FLOAT64).cdf(Tensor.of(at)).toDoubles();
      for (int i = 0; i < at.length; i++) {
        Numbers.assertClose(found[i], other.cumulativeProbability(at[i]), 1e-12, "cdf");
      }
    }
  }

  @Test
  void farOutTheDistributionFunctionKeepsItsDigitsInFloat32() {
    Tensor far = Tensor.of(1e7f);
    double found = FisherSnedecor.of(3.0, Tensor.of(0.5f)).cdf(far).item();
    double needed = FDistribution.of(3, 0.5).cumulativeProbability(1e7);
    Numbers.assertClose(found, needed, 2e-7, "cdf");
  }

  @Test
  void cdfAndQuantileAreInverse() {
    Tensor p = Tensor.of(1e-6, 0.2, 0.5, 0.9, 0.9999);
    for (Example example : examples()) {
      Distribution subject = of(example, DataType.FLOAT64);
      Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-12, "probability");
      checkByParameters(example, of -> of.cdf(example.values(DataType.FLOAT64)));
    }
  }

  @Test
  void theEntropyIsTheExpectedInformation() {
    Distribution subject = FisherSnedecor.of(Tensor.of(5.0), 12);
    double[] edges = new double[400];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = 1e-9 * Math.pow(1e13, (double) i / (edges.length - 1));
    }
    double sum = 0;
    for (double part :
        Numbers.integrals(x -> subject.logProb(x).mul(subject.logProb(x).exp()).neg(), edges)) {
      sum += part;
    }
    Numbers.assertClose(subject.entropy().item(), sum, 1e-9, "entropy");
  }

  @Test
  void fewDegreesOfFreedomGiveFiniteSamplesDensitiesAndGradients() {
    Tensor few = Tensor.of(1e-3f, 0.1f, 1f);
    Tensor draws = FisherSnedecor.of(few.unsqueeze(1), few).sample(Noise.of(1), Shapes.of(500));
    Tensor density = FisherSnedecor.of(few.unsqueeze(1), few).logProb(draws);
    assertThat(density.isFinite().all().item()).isEqualTo(1);
    Tensor gradient =
        Gradients.grad(
            df -> FisherSnedecor.of(df, df).sample(Noise.of(1), Shapes.of(500)).log().sum(), few);
    assertThat(gradient.isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void momentsAreInfiniteWhereTheTailIsHeavy() {
    Tensor df2 = Tensor.of(1.0, 2, 3, 4, 5);
    double inf = Double.POSITIVE_INFINITY;
    FisherSnedecor subject = FisherSnedecor.of(2, df2);
    Numbers.assertClose(
        subject.mean().toDoubles(), new double[] {inf, inf, 3, 2, 5 / 3.0}, 1e-12, "mean");
    double[] variances = subject.variance().toDoubles();
    assertThat(variances).startsWith(inf, inf, inf, inf);
    assertThat(variances[4]).isFinite();
  }
}
