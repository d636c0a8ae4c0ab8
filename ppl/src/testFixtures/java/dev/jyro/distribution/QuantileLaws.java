package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** For continuous families that have a distribution function and its inverse. */
interface QuantileLaws extends GradientLaws {
  /** How exact the inverse is, in probability. */
  double ERROR = 1e-9;

  /** What a kink within the widest interval, of 0.2, and both ends, of 1e-6, cost the integral. */
  double ENTROPY_ERROR = 1e-3;

  @TestFactory
  default Stream<DynamicTest> cdfAndQuantileAreInverse() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Tensor p = Tensor.of(1e-4, 0.2, 0.5, 0.7, 0.99);
          Numbers.assertClose(subject.cdf(subject.icdf(p)), p, ERROR, "probability");
          Distribution single = of(example, DataType.FLOAT32);
          Tensor quantile = single.icdf(p.to(DataType.FLOAT32));
          assertThat(quantile.dataType()).isEqualTo(DataType.FLOAT32);
          assertThat(single.cdf(quantile).dataType()).isEqualTo(DataType.FLOAT32);
          Distribution numbers = ofNumbers(example.numbers());
          Numbers.assertClose(numbers.icdf(p), subject.icdf(p), 1e-6, "of numbers");
        });
  }

  @TestFactory
  default Stream<DynamicTest> theEndsHaveProbabilityZeroAndOne() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Tensor ends = Tensor.of(0.0, 1);
          Numbers.assertClose(subject.cdf(subject.icdf(ends)), ends, ERROR, "of the ends");
          Tensor beyond = Tensor.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
          assertThat(subject.cdf(beyond).toDoubles()).containsExactly(0, 1);
        });
  }

  @TestFactory
  default Stream<DynamicTest> theSlopeOfTheCdfIsTheDensity() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Tensor values = subject.icdf(Tensor.of(0.01, 0.3, 0.5, 0.9));
          double[] slopes = Gradients.grad(x -> subject.cdf(x).sum(), values).toDoubles();
          double[] density = subject.logProb(values).exp().toDoubles();
          Numbers.assertClose(slopes, density, 1e-8, "slope");
        });
  }

  @TestFactory
  default Stream<DynamicTest> gradientsOfCdfAndQuantileByParametersAreRight() {
    return forEachExample(
        example -> {
          Tensor p = Tensor.of(0.01, 0.3, 0.45, 0.9);
          Tensor values = of(example, DataType.FLOAT64).icdf(p);
          checkByParameters(example, of -> of.cdf(values));
          checkByParameters(example, of -> of.icdf(p));
        });
  }

  @TestFactory
  default Stream<DynamicTest> theEntropyIsTheMeanDepthOfTheDensityAtTheQuantiles() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          Summaries.ifThereIs(subject::entropy)
              .ifPresent(
                  entropy -> {
                    double[] parts =
                        Numbers.integrals(p -> subject.logProb(subject.icdf(p)).neg(), edges());
                    double sum = Arrays.stream(parts).sum();
                    Numbers.assertClose(entropy.item(), sum, ENTROPY_ERROR, "entropy");
                  });
        });
  }

  /** From 0 to 1, closer and closer towards both, where the density falls. */
  private static double[] edges() {
    double[] left = DoubleStream.iterate(1e-6, x -> x < 0.05, x -> 10 * x).toArray();
    double[] right = Arrays.stream(left).map(x -> 1 - x).toArray();
    return Stream.of(left, new double[] {0.1, 0.3, 0.5, 0.7, 0.9}, right)
        .flatMapToDouble(Arrays::stream)
        .sorted()
        .toArray();
  }
}
