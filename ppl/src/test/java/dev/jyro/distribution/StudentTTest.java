package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StudentTTest implements DistributionContract, QuantileLaws {
  @Override
  public StudentT of(List<Tensor> parameters) {
    return StudentT.of(parameters.get(0), parameters.get(1), parameters.get(2));
  }

  @Override
  public StudentT ofNumbers(double... parameters) {
    return StudentT.of(parameters[0], parameters[1], parameters[2]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        StudentT.of(tensors.get(0), tensors.get(1), numbers[2]),
        StudentT.of(tensors.get(0), numbers[1], tensors.get(2)),
        StudentT.of(tensors.get(0), numbers[1], numbers[2]),
        StudentT.of(numbers[0], tensors.get(1), tensors.get(2)),
        StudentT.of(numbers[0], tensors.get(1), numbers[2]),
        StudentT.of(numbers[0], numbers[1], tensors.get(2)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("heavy tails", 1.5, 0, 1).inside(0, 1, -30),
        Example.of("narrow", 4, -1.5, 0.25).inside(-1.5, -1.2, -10),
        Example.of("nearly normal", 60, 30, 40).inside(20, 75, -200));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("df", 0, "positive", 0, 0, 1),
        Bad.of("df", -1, "positive", -1, 0, 1),
        Bad.of("loc", Double.NaN, "real", 3, Double.NaN, 1),
        Bad.of("scale", 0, "positive", 3, 0, 0));
  }

  @Test
  void forManyDegreesOfFreedomItIsNormal() {
    Tensor values = Tensor.of(-4.0, 0, 0.5, 3);
    double[] needed = Normal.of(0.0, 1.0).logProb(values).toDoubles();
    Numbers.assertClose(
        StudentT.of(1e8, 0.0, 1.0).logProb(values).toDoubles(), needed, 1e-5, "numbers");
    for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      StudentT subject = StudentT.of(Tensor.scalar(1e8, type), 0.0, 1.0);
      double[] found = subject.logProb(values.to(type)).toDoubles();
      Numbers.assertClose(found, needed, 1e-5, "tensors");
      double entropy = Normal.of(0.0, 1.0).entropy().item();
      Numbers.assertClose(subject.entropy().item(), entropy, 1e-5, "entropy");
    }
  }

  @Test
  void momentsThatDoNotExistAreInfiniteOrNaN() {
    Tensor df = Tensor.of(0.5, 1, 1.5, 2, 4);
    StudentT subject = StudentT.of(df, 3.0, 2.0);
    assertThat(subject.mean().toDoubles()).containsExactly(Double.NaN, Double.NaN, 3, 3, 3);
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(subject.variance().toDoubles())
        .containsExactly(Double.NaN, Double.NaN, infinity, infinity, 8);
    double slope =
        Gradients.grad(v -> StudentT.of(v, 3.0, 2.0).variance().get(4), df).get(4).item();
    Numbers.assertClose(slope, -2, 1e-12, "the variance's slope");
  }

  @Test
  void gradientsOfSamplesByLocAndScaleAreThoseOfTheStandardDraw() {
    Tensor df = Tensor.full(4, DataType.FLOAT64, 5);
    Tensor z = StudentT.of(df, 0.0, 1.0).sample(Noise.of(3));
    Tensor one = Tensor.full(1, DataType.FLOAT64, 5);
    List<Tensor> found =
        Gradients.grad(
            p -> StudentT.of(df, p.get(0), p.get(1)).sample(Noise.of(3)).sum(), List.of(one, one));
    Numbers.assertClose(found.get(0), one, 1e-12, "by loc");
    Numbers.assertClose(found.get(1), z, 1e-12, "by scale");
  }

  /** {@code E log(1 + z²/df) = ψ((df + 1)/2) - ψ(df/2)}; at df = 4 its derivative is known too. */
  @Test
  void theGradientOfSamplesByDfIsRightOnAverage() {
    int draws = 40_000;
    Tensor df = Tensor.full(4, DataType.FLOAT64, draws);
    Tensor slopes =
        Gradients.grad(
            v -> {
              Tensor z = StudentT.of(v, 0.0, 1.0).sample(Noise.of(7));
              return z.mul(z).div(4).log1p().sum();
            },
            df);
    Tensor v = Tensor.scalar(4, DataType.FLOAT64);
    double whole =
        Gradients.grad(x -> x.add(1).mul(0.5).digamma().sub(x.mul(0.5).digamma()), v).item();
    // held apart from the samples, the 4 that divides them contributes -E (z²/16)/(1 + z²/4)
    double held = -1.0 / 4 * (1.0 / 5);
    double error = slopes.std().item() / Math.sqrt(draws);
    assertThat(slopes.mean().item()).isCloseTo(whole - held, within(4 * error));
  }
}
