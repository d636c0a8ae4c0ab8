package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FoldedTest implements DistributionContract, SmoothSamples {
  @Override
  public Folded of(List<Tensor> parameters) {
    return Folded.of(Normal.of(parameters.get(0), 1.5));
  }

  @Override
  public Folded ofNumbers(double... parameters) {
    return Folded.of(Normal.of(parameters[0], 1.5));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("right of 0", 1).inside(0.1, 1, 3).outside(-0.1, -5),
        Example.of("left of 0", -2).inside(0.2, 2, 4).outside(-2),
        Example.of("far from 0", 12).inside(10, 12, 13).outside(-12));
  }

  @Override
  public List<Bad> bad() {
    return List.of();
  }

  @Test
  void atZeroTheDensityIsTwiceThatOfTheBase() {
    Normal base = Normal.of(Tensor.scalar(0.7, DataType.FLOAT64), 1);
    double needed = base.logProb(Tensor.of(0.0)).item() + Math.log(2);
    Numbers.assertClose(Folded.of(base).logProb(Tensor.of(0.0)).item(), needed, 1e-12, "density");
  }

  @Test
  void farOutTheDensityAndItsGradientAreFinite() {
    Tensor loc = Tensor.scalar(1000, DataType.FLOAT64);
    Tensor value = Tensor.scalar(1, DataType.FLOAT64);
    double found = Folded.of(Normal.of(loc, 1)).logProb(value).item();
    Numbers.assertClose(found, -0.5 * 999 * 999 - 0.5 * Math.log(2 * Math.PI), 1e-12, "density");
    Tensor gradient = Gradients.grad(m -> Folded.of(Normal.of(m, 1)).logProb(value), loc);
    Numbers.assertClose(gradient.item(), -999, 1e-12, "gradient");
  }

  @Test
  void whatLiesOnOneSideStaysAsItIs() {
    Tensor values = Tensor.of(0.5, 2.0);
    LogNormal base = LogNormal.of(Tensor.scalar(0.3, DataType.FLOAT64), 1);
    Numbers.assertClose(Folded.of(base).logProb(values), base.logProb(values), 1e-12, "density");
    Tensor loc = Tensor.scalar(0.3, DataType.FLOAT64);
    Tensor found = Gradients.grad(m -> Folded.of(LogNormal.of(m, 1)).logProb(values).sum(), loc);
    Tensor needed = Gradients.grad(m -> LogNormal.of(m, 1).logProb(values).sum(), loc);
    Numbers.assertClose(found, needed, 1e-12, "gradient");
  }

  @Test
  void isTheHalfNormalOfANormalAroundZero() {
    Tensor scale = Tensor.scalar(2, DataType.FLOAT64);
    Folded folded = Folded.of(Normal.of(0.0, scale));
    HalfNormal half = HalfNormal.of(scale);
    Tensor values = Tensor.of(-1.0, 0.0, 0.5, 7.0);
    Numbers.assertClose(folded.logProb(values), half.logProb(values), 1e-12, "density");
    Numbers.assertClose(folded.cdf(values), half.cdf(values), 1e-12, "cdf");
    assertThat(folded.sample(Noise.of(1), Shapes.of(50)).ge(0).all().item()).isEqualTo(1);
  }

  @Test
  void refusesABaseThatCannotBeFolded() {
    assertThatThrownBy(() -> Folded.of(Poisson.of(2)))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("Folded: the values of Poisson can be counted");
    assertThatThrownBy(() -> Folded.of(Normal.of(Tensor.ones(2), 1).toEvent(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Folded: a value of Normal has shape (2).");
  }
}
