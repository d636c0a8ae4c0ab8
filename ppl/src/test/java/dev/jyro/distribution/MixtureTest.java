package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MixtureTest implements DistributionContract {
  @Override
  public Mixture of(List<Tensor> parameters) {
    return Mixture.of(
        Categorical.of(parameters.get(0)),
        Normal.of(parameters.get(1), 1.5),
        Exponential.of(parameters.get(2)));
  }

  @Override
  public Mixture ofNumbers(double... parameters) {
    Mixture made =
        Mixture.of(
            Categorical.of(parameters[0], parameters[1]),
            Normal.of(parameters[2], 1.5),
            Exponential.of(parameters[3]));
    made.validate();
    return made;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        example("mostly normal", 0.8, 0.2, 1, 2).inside(-1, 0.5, 3),
        example("mostly exponential", 1, 5, -3, 0.5).inside(-4, 1, 6),
        example("even", 1, 1, 0, 1).inside(-2, 0.2, 2));
  }

  private static Example example(String title, double... n) {
    return new Example(
        title, List.of(List.of(n[0], n[1]), List.of(n[2]), List.of(n[3])), List.of(), List.of());
  }

  @Override
  public List<Bad> bad() {
    return List.of();
  }

  @Test
  void findsABadParameterOfAnyComponent() {
    Mixture subject =
        Mixture.of(Categorical.of(1, 1), Normal.of(0.0, 1), Exponential.of(Tensor.of(1.0, -2.0)));
    assertThatThrownBy(subject::validate)
        .hasMessageStartingWith("Mixture: rate[1] is -2.0. Needed: positive.");
  }

  @Test
  void isTheMixtureOfOneFamilyIfThereIsOne() {
    Tensor means = Tensor.of(-1.0, 2.0);
    Tensor scales = Tensor.of(0.5, 1.5);
    Categorical place = Categorical.of(Tensor.of(0.3, 0.7));
    MixtureSameFamily same = MixtureSameFamily.of(place, Normal.of(means, scales));
    Mixture any =
        Mixture.of(
            place, Normal.of(means.get(0), scales.get(0)), Normal.of(means.get(1), scales.get(1)));
    Tensor values = Tensor.of(-1.0, 0.0, 4.0);
    Numbers.assertClose(any.logProb(values), same.logProb(values), 1e-12, "density");
    Numbers.assertClose(any.cdf(values), same.cdf(values), 1e-12, "cdf");
    Numbers.assertClose(any.mean(), same.mean(), 1e-12, "mean");
    Numbers.assertClose(any.variance(), same.variance(), 1e-12, "variance");
    assertThat(any.support()).isEqualTo(same.support());
  }

  @Test
  void aValueOutsideOfAComponentGivesItNoGradient() {
    Tensor rate = Tensor.scalar(2, DataType.FLOAT64);
    Tensor loc = Tensor.scalar(0.5, DataType.FLOAT64);
    Tensor negative = Tensor.scalar(-1, DataType.FLOAT64);
    List<Tensor> found =
        Gradients.grad(
            p ->
                Mixture.of(
                        Categorical.of(1, 1, 1),
                        Exponential.of(p.get(0)),
                        LogNormal.of(p.get(1), 1),
                        Normal.of(0.0, 1))
                    .logProb(negative),
            List.of(rate, loc));
    assertThat(found.get(0).item()).isZero();
    assertThat(found.get(1).item()).isZero();
  }

  @Test
  void outsideOfAllSupportsTheDensityIsZero() {
    Mixture subject = Mixture.of(Categorical.of(1, 1), Uniform.of(0.0, 1), Exponential.of(1));
    Tensor values = Tensor.of(-0.5, 0.5, 1.5);
    double half = Math.log(0.5);
    double[] needed = {Double.NEGATIVE_INFINITY, half + Math.log1p(Math.exp(-0.5)), half - 1.5};
    Numbers.assertClose(subject.logProb(values).toDoubles(), needed, 1e-6, "density");
    assertThat(subject.support().check(values).toBooleans()).containsExactly(false, true, true);
  }

  @Test
  void mixesVectorsOfOneShape() {
    Distribution near = Normal.of(Tensor.of(0.0, 0.0), 1).toEvent(1);
    Distribution far = Delta.of(Tensor.of(5.0, 7.0), 1);
    Mixture subject = Mixture.of(Categorical.of(1, 1), near, far);
    assertThat(subject.eventShape()).isEqualTo(Shapes.of(2));
    Tensor draws = subject.sample(Noise.of(1), Shapes.of(40));
    assertThat(draws.shape()).isEqualTo(Shapes.of(40, 2));
    assertThat(subject.logProb(draws).shape()).isEqualTo(Shapes.of(40));
    Numbers.assertClose(subject.mean().toDoubles(), new double[] {2.5, 3.5}, 1e-7, "mean");
  }

  @Test
  void refusesComponentsThatDoNotFit() {
    assertThatThrownBy(() -> Mixture.of(Categorical.of(1, 1, 1), Normal.of(0.0, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Mixture: 1 components. Needed: 3, one for each of the mixture's weights.");
    Distribution pair = Normal.of(Tensor.ones(2), 1).toEvent(1);
    assertThatThrownBy(() -> Mixture.of(Categorical.of(1, 1), Normal.of(0.0, 1), pair))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Mixture: a value of Normal has shape (), one of Normal (2). Needed: one shape.");
  }
}
