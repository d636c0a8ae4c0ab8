package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ParetoTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public Pareto of(List<Tensor> parameters) {
    return Pareto.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Pareto ofNumbers(double... parameters) {
    return Pareto.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(Pareto.of(tensors.get(0), numbers[1]), Pareto.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("standard", 1, 3.5).inside(1.01, 2, 9).outside(0.99, 0, -1),
        Example.of("heavy tail", 0.5, 0.8).inside(0.51, 1, 60).outside(0.49, -1e30),
        Example.of("light tail", 40, 22.5).inside(40.1, 42, 60).outside(39, 0));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("scale", 0, "positive", 0, 1),
        Bad.of("scale", -1, "positive", -1, 1),
        Bad.of("alpha", 0, "positive", 1, 0),
        Bad.of("alpha", Double.NaN, "positive", 1, Double.NaN));
  }

  @Test
  void theLeastValueBelongsToTheSupport() {
    Tensor ends = Tensor.of(40.0, Double.POSITIVE_INFINITY);
    double[] needed = {Math.log(2.0 / 40), Double.NEGATIVE_INFINITY};
    Numbers.assertClose(Pareto.of(40.0, 2.0).logProb(ends).toDoubles(), needed, 1e-12, "ends");
  }

  @Test
  void samplesOfTheHeaviestTailAreFinite() {
    Pareto subject = Pareto.of(3.0, 0.01);
    Tensor draws = subject.sample(Noise.of(1), Shapes.of(1000));
    assertThat(subject.logProb(draws).isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void momentsThatDoNotExistAreInfinite() {
    Pareto subject = Pareto.of(3.0, Tensor.of(0.5, 1, 1.5, 2, 3));
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(subject.mean().toDoubles()).containsExactly(infinity, infinity, 9, 6, 4.5);
    assertThat(subject.variance().toDoubles())
        .containsExactly(infinity, infinity, infinity, infinity, 6.75);
  }

  @Test
  void theGradientIsThatOfTheSamplesThatAreNotCut() {
    Tensor waits = Noise.of(1).exponential(Shapes.of(10_000), DataType.FLOAT32);
    Tensor alpha = Tensor.scalar(0.1);
    Tensor found =
        Gradients.grad(
            a -> Pareto.of(1, a).sample(Noise.of(1), Shapes.of(10_000)).log().sum(), alpha);
    Tensor kept = waits.to(DataType.FLOAT64).div(alpha.item());
    Tensor needed = kept.lt(88.7).where(kept.div(alpha.item()).neg(), 0).sum();
    Numbers.assertClose(found.item(), needed.item(), 1e-4, "gradient");
  }

  @Test
  void samplesOfAnyScaleHaveFiniteGradients() {
    List<Tensor> gradients =
        Gradients.grad(
            p ->
                Pareto.of(p.get(0), p.get(1))
                    .sample(Noise.of(1), Shapes.of(1000))
                    .log()
                    .sum(0)
                    .sum(),
            List.of(Tensor.of(1e-30f, 1e-3f, 1f, 50f, 1e30f), Tensor.scalar(0.02)));
    assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
  }
}
