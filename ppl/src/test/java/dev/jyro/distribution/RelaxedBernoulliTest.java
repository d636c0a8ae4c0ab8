package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RelaxedBernoulliTest implements DistributionContract, SmoothSamples {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Override
  public RelaxedBernoulli of(List<Tensor> parameters) {
    return RelaxedBernoulli.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public RelaxedBernoulli ofNumbers(double... parameters) {
    return RelaxedBernoulli.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        RelaxedBernoulli.of(tensors.get(0), numbers[1]),
        RelaxedBernoulli.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("rather cold", 0.7, 0.3).inside(0.01, 0.5, 0.93).outside(-0.1, 1.2),
        Example.of("even", 1, 0.5).inside(0.1, 0.45, 0.7).outside(-0.01, 1.01),
        Example.of("warm", 2.5, 0.9).inside(0.2, 0.5, 0.99).outside(-3, 2));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("temperature", 0, "positive", 0, 0.5),
        Bad.of("temperature", Double.NaN, "positive", Double.NaN, 0.5),
        Bad.of("probs", 1.5, "unitInterval", 1, 1.5));
  }

  @Test
  void atTheEndsTheDensityIsTheLimit() {
    Tensor ends = Tensor.of(0.0, 1.0);
    Tensor temperatures = Tensor.of(new double[] {0.5, 1, 2}, Shapes.of(3, 1));
    double odds = Math.log(3);
    double[] needed = {INF, INF, odds, -odds, -INF, -INF};
    for (Distribution subject :
        List.of(
            RelaxedBernoulli.of(temperatures, Tensor.scalar(0.25, DataType.FLOAT64)),
            RelaxedBernoulli.of(temperatures, 0.25))) {
      Numbers.assertClose(subject.logProb(ends).flatten().toDoubles(), needed, 1e-7, "density");
    }
    Tensor one = Tensor.scalar(1, DataType.FLOAT64);
    Tensor found =
        Gradients.grad(
            p -> RelaxedBernoulli.of(one, p).logProb(ends).sum(),
            Tensor.scalar(0.25, DataType.FLOAT64));
    assertThat(found.isFinite().item()).isEqualTo(1);
  }

  @Test
  void aProbabilityOfZeroOrOneIsAlmostCertain() {
    Tensor probs = Tensor.of(0.0, 1.0);
    Tensor draws = RelaxedBernoulli.of(0.5, probs).sample(Noise.of(1), Shapes.of(40));
    assertThat(draws.select(-1, 0).max().item()).isLessThan(1e-100);
    assertThat(draws.select(-1, 1).min().item()).isGreaterThan(1 - 1e-12);
    Tensor found =
        Gradients.grad(p -> RelaxedBernoulli.of(0.5, p).sample(Noise.of(1)).sum(), probs);
    assertThat(found.isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void extremeLogitsHaveFiniteDensitiesAndGradients() {
    Tensor logits = Tensor.of(300f, -300f);
    Tensor values = Tensor.of(0.25f, 0.75f);
    Tensor density = RelaxedBernoulli.ofLogits(0.5, logits).logProb(values);
    assertThat(density.isFinite().all().item()).isEqualTo(1);
    Tensor found =
        Gradients.grad(l -> RelaxedBernoulli.ofLogits(0.5, l).logProb(values).sum(), logits);
    Numbers.assertClose(found.toDoubles(), new double[] {-1, 1}, 1e-6, "gradient");
  }

  /** A sample next to 1 has lost what its logit still tells. */
  @Test
  void aColdDrawsDensityIsThatOfItsLogit() {
    Tensor heat = Tensor.full(0.05, DataType.FLOAT32, 200);
    Drawn drawn = RelaxedBernoulli.of(heat, Tensor.scalar(0.5)).draw(Noise.of(1));
    double[] values = drawn.value().toDoubles();
    double[] densities = drawn.density().get().logProb().toDoubles();
    assertThat(values).contains(Math.nextDown(1f));
    double[] next = new double[200];
    int met = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] == Math.nextDown(1f)) {
        next[met++] = densities[i];
      }
    }
    assertThat(Arrays.stream(next, 0, met).allMatch(Double::isFinite)).isTrue();
    assertThat(Arrays.stream(next, 0, met).distinct().count()).isEqualTo(met);
  }

  @Test
  void theDistributionFunctionAndTheQuantilesFit() {
    RelaxedBernoulli subject = RelaxedBernoulli.of(Tensor.scalar(0.7, DataType.FLOAT64), 0.3);
    Tensor p = Tensor.of(1e-6, 0.3, 0.5, 0.999);
    Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-12, "quantiles");
    assertThat(subject.cdf(Tensor.of(-1.0, 0.0, 1.0, 3.0)).toDoubles()).containsExactly(0, 0, 1, 1);
    double area = Numbers.integrals(x -> subject.logProb(x).exp(), 0.2, 0.5, 0.8)[0];
    double[] between = subject.cdf(Tensor.of(0.2, 0.5)).toDoubles();
    Numbers.assertClose(between[1] - between[0], area, 1e-10, "area");
  }

  @Test
  void probabilitiesAndLogitsDescribeTheSame() {
    RelaxedBernoulli subject = RelaxedBernoulli.of(0.5, Tensor.of(0.2, 0.9));
    Numbers.assertClose(
        RelaxedBernoulli.ofLogits(0.5, subject.logits()).probs(), subject.probs(), 1e-12, "probs");
  }
}
