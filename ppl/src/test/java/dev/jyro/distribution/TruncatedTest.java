package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TruncatedTest implements DistributionContract, SmoothSamples {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Override
  public Truncated of(List<Tensor> parameters) {
    return Truncated.of(Normal.of(parameters.get(2), 1.5), parameters.get(0), parameters.get(1));
  }

  @Override
  public Truncated ofNumbers(double... parameters) {
    return Truncated.of(Normal.of(parameters[2], 1.5), parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    Normal base = Normal.of(tensors.get(2), 1.5);
    return List.of(
        Truncated.of(base, tensors.get(0), numbers[1]),
        Truncated.of(base, numbers[0], tensors.get(1)),
        Truncated.of(base, numbers[0], numbers[1]));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("around the middle", -1, 2, 0.3).inside(-0.7, 0.5, 1.8).outside(-1.5, 2.5),
        Example.of("one side", 0.25, 6, -0.5).inside(0.5, 1, 3).outside(-0.5, 7),
        Example.of("a strip", 1, 1.25, 2).inside(1.01, 1.125, 1.2).outside(0.9, 1.3));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("low", Double.NaN, "real", Double.NaN, 1, 0),
        Bad.of("high", Double.NaN, "real", 0, Double.NaN, 0),
        Bad.of("high - low", -1, "positive", 2, 1, 0));
  }

  @Test
  void theGradientByTheBasesScaleIsRight() {
    Tensor scale = Tensor.scalar(1.5, DataType.FLOAT64);
    Tensor values = Tensor.of(-0.5, 1.0, 1.5);
    Tensor found = Gradients.grad(s -> scaled(s).logProb(values).sum(), scale);
    double[] needed = Numbers.slopes(s -> scaled(s).logProb(values).sum().item(), scale);
    Numbers.assertClose(found.toDoubles(), needed, 1e-6, "density");
    Noise noise = Noise.of(5);
    Tensor ofDraws = Gradients.grad(s -> scaled(s).sample(noise, Shapes.of(20)).sum(), scale);
    double[] moved =
        Numbers.slopes(s -> scaled(s).sample(noise, Shapes.of(20)).sum().item(), scale);
    Numbers.assertClose(ofDraws.toDoubles(), moved, 1e-6, "draws");
  }

  private static Truncated scaled(Tensor scale) {
    return Truncated.of(Normal.of(0.0, scale), -1, 2);
  }

  @Test
  void anEndMayBeInfinite() {
    Tensor loc = Tensor.scalar(0.5, DataType.FLOAT64);
    Tensor scale = Tensor.scalar(2, DataType.FLOAT64);
    Normal base = Normal.of(loc, scale);
    Tensor values = Tensor.of(-1.0, 1.0, 4.0);
    Truncated above = Truncated.of(base, 0, INF);
    Truncated below = Truncated.of(base, -INF, 0);
    double mass = base.cdf(Tensor.of(0.0)).item();
    double[] logs = base.logProb(values).toDoubles();
    double[] aboves = {-INF, logs[1] - Math.log1p(-mass), logs[2] - Math.log1p(-mass)};
    double[] belows = {logs[0] - Math.log(mass), -INF, -INF};
    Numbers.assertClose(above.logProb(values).toDoubles(), aboves, 1e-12, "above");
    Numbers.assertClose(below.logProb(values).toDoubles(), belows, 1e-12, "below");
    Numbers.assertClose(
        Truncated.of(base, -INF, INF).logProb(values), base.logProb(values), 1e-12, "all");
    assertThat(above.support()).isEqualTo(Constraints.greaterThanEq(0));
    assertThat(below.support()).isEqualTo(Constraints.lessThanEq(0));
    List<Tensor> found =
        Gradients.grad(
            p -> Truncated.of(Normal.of(p.get(0), p.get(1)), 0, INF).logProb(values.get(1)),
            List.of(loc, scale));
    assertThat(found.get(0).isFinite().item()).isEqualTo(1);
    assertThat(found.get(1).isFinite().item()).isEqualTo(1);
    above.validate();
    below.validate();
  }

  @Test
  void samplesOfOneSideAreFiniteAndLieThere() {
    Tensor low = Tensor.of(0f, 2f, 4f);
    Truncated subject = Truncated.of(Normal.of(0.0, 1), low, INF);
    Tensor draws = subject.sample(Noise.of(1), Shapes.of(3000));
    assertThat(draws.isFinite().all().item()).isEqualTo(1);
    assertThat(draws.ge(low).all().item()).isEqualTo(1);
    assertThat(subject.support().check(low.add(1)).all().item()).isEqualTo(1);
    assertThat(subject.mask(Tensor.of(false)).logProb(low.mul(Double.NaN)).toDoubles())
        .containsOnly(0);
  }

  @Test
  void truncatesOtherFamilies() {
    Truncated subject = Truncated.of(Exponential.of(Tensor.scalar(2, DataType.FLOAT64)), 1, 3);
    Tensor values = Tensor.of(1.0, 2.0, 3.0, 0.5);
    double mass = Math.exp(-2) - Math.exp(-6);
    double[] needed = {
      Math.log(2 / mass) - 2, Math.log(2 / mass) - 4, Math.log(2 / mass) - 6, -INF
    };
    Numbers.assertClose(subject.logProb(values).toDoubles(), needed, 1e-12, "density");
    Tensor p = Tensor.of(0.0, 0.25, 0.9, 1.0);
    Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-12, "quantiles");
  }

  @Test
  void theQuantileOfTheDistributionFunctionIsTheProbability() {
    Tensor p = Tensor.of(1e-6, 0.3, 0.999);
    Truncated subject = Truncated.of(Normal.of(0.5, Tensor.scalar(2, DataType.FLOAT64)), -1, 2);
    Numbers.assertClose(subject.cdf(subject.icdf(p)), p, 1e-12, "quantiles");
    assertThat(subject.cdf(Tensor.of(-5.0, -1.0, 2.0, 9.0)).toDoubles())
        .containsExactly(0, 0, 1, 1);
  }

  @Test
  void aProbabilityOfZeroWithinIsRefused() {
    Truncated nothing = Truncated.of(Normal.of(0.0, 1), 50, 60);
    assertThatThrownBy(nothing::validate)
        .hasMessageStartingWith("Truncated: probability within is 0.0. Needed: positive.");
  }

  @Test
  void refusesABaseThatCannotBeCut() {
    assertThatThrownBy(() -> Truncated.of(Poisson.of(2), 0, 5))
        .isInstanceOf(JyroException.class)
        .hasMessage(
            "Truncated: the values of Poisson can be counted (nonNegativeInteger). Needed: a continuous distribution.");
    assertThatThrownBy(() -> Truncated.of(Normal.of(Tensor.ones(2), 1).toEvent(1), 0, 5))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Truncated: a value of Normal has shape (2). Needed: single numbers.");
  }
}
