package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TruncatedNormalTest implements DistributionContract, SmoothSamples, QuantileLaws {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Override
  public TruncatedNormal of(List<Tensor> parameters) {
    return TruncatedNormal.of(
        parameters.get(0), parameters.get(1), parameters.get(2), parameters.get(3));
  }

  @Override
  public TruncatedNormal ofNumbers(double... parameters) {
    return TruncatedNormal.of(parameters[0], parameters[1], parameters[2], parameters[3]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        TruncatedNormal.of(tensors.get(0), tensors.get(1), numbers[2], numbers[3]),
        TruncatedNormal.of(tensors.get(0), numbers[1], numbers[2], numbers[3]),
        TruncatedNormal.of(numbers[0], tensors.get(1), numbers[2], numbers[3]),
        TruncatedNormal.of(numbers[0], numbers[1], tensors.get(2), tensors.get(3)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("around the mode", 0.3, 1, -1, 2).inside(-0.9, 0.3, 1.9).outside(-1.1, 2.1, 30),
        Example.of("in the upper tail", -0.5, 0.25, 2, 9).inside(2.01, 2.02, 2.1).outside(1.9, 9.1),
        Example.of("in the lower tail", 40, 4, -30, 10).inside(9.9, 9, 5).outside(-31, 10.1),
        Example.of("narrow", 1, 2, 3, 3.125).inside(3.01, 3.05, 3.12).outside(2.9, 4));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("loc", Double.NaN, "real", Double.NaN, 1, 0, 1),
        Bad.of("scale", 0, "positive", 0, 0, 0, 1),
        Bad.of("low", Double.NaN, "real", 0, 1, Double.NaN, 1),
        Bad.of("high", Double.NaN, "real", 0, 1, 0, Double.NaN),
        Bad.of("high - low", 0, "positive", 0, 1, 2, 2),
        Bad.of("high - low", -0.5, "positive", 0, 1, 2, 1.5));
  }

  @Test
  void withoutBoundsItIsNormal() {
    Tensor values = Tensor.of(-30.0, 0, 1.5);
    TruncatedNormal subject = TruncatedNormal.of(1.0, 2.0, -INFINITY, INFINITY);
    Normal normal = Normal.of(1.0, 2.0);
    Numbers.assertClose(subject.logProb(values), normal.logProb(values), 1e-14, "density");
    Numbers.assertClose(subject.cdf(values), normal.cdf(values), 1e-14, "cdf");
    Numbers.assertClose(subject.entropy(), normal.entropy(), 1e-6, "entropy");
    Numbers.assertClose(subject.variance(), normal.variance(), 1e-6, "variance");
    assertThat(subject.support()).isEqualTo(Constraints.real());
  }

  @Test
  void atTheMeanItIsHalfNormal() {
    Tensor values = Tensor.of(0.0, 0.5, 4);
    TruncatedNormal subject = TruncatedNormal.ofLow(0.0, 2.0, 0.0);
    HalfNormal half = HalfNormal.of(2);
    Numbers.assertClose(subject.logProb(values), half.logProb(values), 1e-14, "density");
    Numbers.assertClose(subject.mean(), half.mean(), 1e-6, "mean");
    Numbers.assertClose(subject.variance(), half.variance(), 1e-6, "variance");
    assertThat(subject.support()).isEqualTo(Constraints.nonNegative());
  }

  /** In the tail at a the density is that of an exponential distribution, but for -(x-a)²/2. */
  @ParameterizedTest
  @ValueSource(doubles = {5, 40, 1e4, 1e9})
  void farOutInATailItKeepsItsDigits(double a) {
    TruncatedNormal upper = TruncatedNormal.ofLow(0.0, 1.0, a);
    TruncatedNormal lower = TruncatedNormal.ofHigh(Tensor.of(0.0), Tensor.of(1.0), -a);
    double x = a + Math.scalb(1.0, Math.getExponent(1 / a));
    double beyond = (x - a) * (x + a) / 2;
    double mills = 1 / a * (1 - 1 / (a * a) + 3 / Math.pow(a, 4) - 15 / Math.pow(a, 6));
    double error = 105 / Math.pow(a, 8) + 1e-12;
    double needed = -beyond - Math.log(mills);
    assertThat(upper.logProb(Tensor.of(x)).item()).isCloseTo(needed, within(error));
    assertThat(lower.logProb(Tensor.of(-x)).item()).isCloseTo(needed, within(error));
    Tensor p = Tensor.of(1e-6, 0.3, 0.999);
    Numbers.assertClose(lower.cdf(lower.icdf(p)), p, 1e-15 * a * a + 1e-12, "lower tail");
    Numbers.assertClose(upper.cdf(upper.icdf(p)), p, 1e-15 * a * a + 1e-12, "upper tail");
  }

  @Test
  void infiniteBoundsInTensorsHaveNoGradientAndSpoilNone() {
    Tensor bounds = Tensor.of(-INFINITY, 0.0);
    List<Tensor> gradients =
        Gradients.grad(
            p -> {
              TruncatedNormal of = TruncatedNormal.of(p.get(0), p.get(1), p.get(2), p.get(3));
              Tensor draws = of.sample(Noise.of(1));
              return of.logProb(draws).add(of.mean()).add(of.variance()).add(draws).sum();
            },
            List.of(
                Tensor.scalar(0.5, DataType.FLOAT64),
                Tensor.scalar(2, DataType.FLOAT64),
                bounds,
                bounds.neg().flip(0)));
    assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
    assertThat(gradients.get(2).get(0).item()).isZero();
    assertThat(gradients.get(3).get(1).item()).isZero();
  }

  @Test
  void betweenCloseBoundsItIsUniform() {
    Tensor scale = Tensor.of(10.0, 1e4, 1e8);
    TruncatedNormal subject = TruncatedNormal.of(Tensor.of(-3.0), scale, low(-1), low(-0.999));
    assertThat(subject.mean().sub(-0.9995).abs().max().item()).isLessThan(1e-8);
    Numbers.assertClose(
        subject.variance().mul(12e6), Tensor.of(1.0, 1, 1), 1e-6, "relative to that");
    Numbers.assertClose(subject.entropy(), scale.mul(0).sub(3 * Math.log(10)), 1e-8, "entropy");
  }

  private static Tensor low(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  @Test
  void farFromLocFloat32KeepsItsDigits() {
    TruncatedNormal subject = TruncatedNormal.of(Tensor.of(-1000f), 1.0, 0.0, INFINITY);
    Tensor draws = subject.sample(Noise.of(4), Shapes.of(1000));
    Numbers.assertClose(subject.mean().item() * 1000, 1, 1e-5, "mean");
    double error = 4e-3 / Math.sqrt(1000);
    assertThat(draws.mean().item()).isCloseTo(1e-3, within(error));
    assertThat(draws.eq(0).any().item()).isZero();
  }

  @Test
  void theEndsHaveTheDensityOfTheirSides() {
    Tensor ends = Tensor.of(-1.0, 2, 5);
    double[] found = TruncatedNormal.of(0.0, 1.0, -1.0, 2.0).logProb(ends).toDoubles();
    double[] needed = Normal.of(0.0, 1.0).logProb(ends).toDoubles();
    assertThat(found[0] - found[1]).isCloseTo(needed[0] - needed[1], within(1e-14));
    assertThat(found[2]).isEqualTo(-INFINITY);
  }

  @Test
  void samplesAreNeverBeyondTheBoundsThoughRounded() {
    Tensor low = Tensor.of(1e8f);
    TruncatedNormal far = TruncatedNormal.of(low.mul(0), low.mul(0).add(1e8), low, low.add(24));
    Tensor draws = far.sample(Noise.of(3), Shapes.of(10_000));
    assertThat(far.logProb(draws).isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void whatAMaskHidesHasNoGradientWhateverTheBounds() {
    Tensor low = Tensor.of(0, 0, -INFINITY, -INFINITY);
    Tensor high = Tensor.of(1, INFINITY, 2, INFINITY);
    Tensor shown = Tensor.of(true, false, false, false);
    Tensor found =
        Gradients.grad(
            loc ->
                TruncatedNormal.of(loc, Tensor.scalar(1, DataType.FLOAT64), low, high)
                    .mask(shown)
                    .logProb(Tensor.of(0.3, 0.3, 0.3, 0.3))
                    .sum(),
            Tensor.of(0.1, 0.1, 0.1, 0.1));
    assertThat(found.toDoubles()[0]).isNotZero();
    assertThat(found.toDoubles()).endsWith(0, 0, 0);
  }
}
