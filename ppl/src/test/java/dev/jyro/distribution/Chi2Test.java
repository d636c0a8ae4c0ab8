package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;

final class Chi2Test implements DistributionContract, QuantileSamples, QuantileLaws {
  @Override
  public Chi2 of(List<Tensor> parameters) {
    return Chi2.of(parameters.get(0));
  }

  @Override
  public Chi2 ofNumbers(double... parameters) {
    return Chi2.of(parameters[0]);
  }

  @Override
  public List<Example> examples() {
    return List.of(
        Example.of("one", 1).inside(0.05, 1, 5).outside(-1, -1e-30),
        Example.of("three and a half", 3.5).inside(0.5, 3, 15).outside(-1, -1e30),
        Example.of("nearly normal", 30).inside(15, 31, 60).outside(-5, -7));
  }

  @Override
  public List<Bad> bad() {
    return List.of(
        Bad.of("df", 0, "positive", 0),
        Bad.of("df", -1, "positive", -1),
        Bad.of("df", Double.NaN, "positive", Double.NaN));
  }

  @Override
  public double cdf(double[] parameters, double x) {
    return ChiSquaredDistribution.of(parameters[0]).cumulativeProbability(x);
  }

  @Override
  public double relativeError() {
    return 5e-4;
  }

  @Test
  void atZeroTheDensityIsItsLimit() {
    Tensor zero = Tensor.scalar(0, DataType.FLOAT64);
    double[] found = Chi2.of(Tensor.of(1.0, 2, 3)).logProb(zero).toDoubles();
    double[] limits = {Double.POSITIVE_INFINITY, -Math.log(2), Double.NEGATIVE_INFINITY};
    Numbers.assertClose(found, limits, 1e-12, "limits");
  }
}
