package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KumaraswamyTest implements DistributionContract, SmoothSamples, QuantileLaws {
  @Override
  public Kumaraswamy of(List<Tensor> parameters) {
    return Kumaraswamy.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public Kumaraswamy ofNumbers(double... parameters) {
    return Kumaraswamy.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        Kumaraswamy.of(tensors.get(0), numbers[1]), Kumaraswamy.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("uniform", 1, 1).inside(0.05, 0.5, 0.97).outside(-0.01, 1.01),
        Example.of("towards 1", 2.5, 0.5).inside(0.05, 0.5, 0.97).outside(-1, 2),
        Example.of("towards 0", 0.4, 3).inside(0.05, 0.5, 0.97).outside(-1e-30, 30),
        Example.of("narrow", 20, 4).inside(0.7, 0.9, 0.97).outside(-3, 1.1));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("concentration1", 0, "positive", 0, 1),
        Bad.of("concentration1", -1, "positive", -1, 1),
        Bad.of("concentration0", 0, "positive", 1, 0),
        Bad.of("concentration0", Double.NaN, "positive", 1, Double.NaN));
  }

  @Test
  void aPowerThatVanishesBesideOneLeavesTheDensityFinite() {
    double found = Kumaraswamy.of(20.0, 4.0).logProb(Tensor.of(0.05)).item();
    Numbers.assertClose(found, Math.log(80) + 19 * Math.log(0.05), 1e-14, "density");
  }

  @Test
  void nearOneTheDensityKeepsItsDigits() {
    double gap = 0x1p-45;
    double found = Kumaraswamy.of(2.0, 9.0).logProb(Tensor.of(1 - gap)).item();
    double needed = Math.log(18) + Math.log1p(-gap) + 8 * Math.log(2 * gap - gap * gap);
    Numbers.assertClose(found, needed, 1e-14, "density");
  }

  @Test
  void atTheEndsTheDensityIsItsLimit() {
    double infinity = Double.POSITIVE_INFINITY;
    Tensor shapes = Tensor.of(0.5, 1, 2);
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    Tensor one = Tensor.scalar(1, DataType.FLOAT64);
    Numbers.assertClose(
        Kumaraswamy.of(shapes, 3.0).logProb(zero).toDoubles(),
        new double[] {infinity, Math.log(3), -infinity},
        1e-12,
        "at 0");
    Numbers.assertClose(
        Kumaraswamy.of(3.0, shapes).logProb(one).toDoubles(),
        new double[] {infinity, Math.log(3), -infinity},
        1e-12,
        "at 1");
  }

  @Test
  void gradientsAreFiniteAtTheEndsIfTheDensityIs() {
    Tensor one = Tensor.scalar(1, DataType.FLOAT64);
    for (double end : new double[] {0, 1}) {
      List<Tensor> gradients =
          Gradients.grad(
              p -> Kumaraswamy.of(p.get(0), p.get(1)).logProb(p.get(2)),
              List.of(one, one, one.mul(end)));
      assertThat(gradients.get(2).item()).isZero();
    }
    Tensor zero = one.sub(1);
    assertThat(Gradients.grad(x -> Kumaraswamy.of(1.0, 3.0).logProb(x), zero).item()).isEqualTo(-2);
  }
}
