package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BetaProportionTest implements DistributionContract {
  @Override
  public BetaProportion of(List<Tensor> parameters) {
    return BetaProportion.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public BetaProportion ofNumbers(double... parameters) {
    return BetaProportion.of(parameters[0], parameters[1]);
  }

  @Override
  public List<Distribution> mixed(Example example, DataType type) {
    List<Tensor> tensors = example.tensors(type);
    double[] numbers = example.numbers();
    return List.of(
        BetaProportion.of(tensors.get(0), numbers[1]),
        BetaProportion.of(numbers[0], tensors.get(1)));
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("uniform", 0.5, 2).inside(0.05, 0.5, 0.97).outside(-0.1, 1.1, 30),
        Example.of("steep at the ends", 0.3, 1).inside(0.05, 0.5, 0.97).outside(-1, 2),
        Example.of("one hump", 0.8, 30).inside(0.6, 0.8, 0.97).outside(1.001));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("mean", 0, "openUnitInterval", 0, 1),
        Bad.of("mean", 1, "openUnitInterval", 1, 1),
        Bad.of("mean", Double.NaN, "openUnitInterval", Double.NaN, 1),
        Bad.of("concentration", 0, "positive", 0.5, 0));
  }

  /** The whole numbers of its first parameter would be a mean of 0. */
  @Override
  @Test
  public void wholeNumbersInATensorBecomeFloat32() {
    Tensor mean = Tensor.of(0.5);
    Numbers.assertClose(
        BetaProportion.of(mean, Tensor.of(4L)).variance(),
        BetaProportion.of(mean, 4).variance(),
        1e-12,
        "variance");
  }

  @Test
  void isTheBetaDistributionOfTheseConcentrations() {
    BetaProportion subject = BetaProportion.of(Tensor.of(0.3), Tensor.of(5.0));
    Beta beta = Beta.of(Tensor.of(1.5), Tensor.of(3.5));
    Tensor values = Tensor.of(0.0, 0.2, 0.7);
    Numbers.assertClose(subject.logProb(values), beta.logProb(values), 1e-12, "density");
    Numbers.assertClose(subject.cdf(values), beta.cdf(values), 1e-12, "cdf");
    Numbers.assertClose(subject.icdf(values), beta.icdf(values), 1e-12, "quantile");
    Numbers.assertClose(subject.variance(), beta.variance(), 1e-12, "variance");
    Numbers.assertClose(subject.entropy(), beta.entropy(), 1e-12, "entropy");
  }
}
