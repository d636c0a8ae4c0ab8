package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class LowRankMultivariateNormalTest implements MultivariateContract, SmoothEvents {
  @Override
  public LowRankMultivariateNormal of(List<Tensor> parameters) {
    return LowRankMultivariateNormal.of(parameters.get(0), parameters.get(1), parameters.get(2));
  }

  @Override
  public List<EventExample> examples() {
    return List.of(
        EventExample.of("a weak cause")
            .vector(0, 0, 0)
            .matrix(EventExample.row(0.1, 0), EventExample.row(0.2, -0.1), EventExample.row(0, 0.3))
            .vector(1, 2, 0.5)
            .inside(0, 0, 0)
            .inside(1, -2, 0.5),
        EventExample.of("two strong causes")
            .vector(1, -2, 3)
            .matrix(EventExample.row(1, 2), EventExample.row(-3, 1), EventExample.row(0.5, 4))
            .vector(0.1, 0.2, 0.3)
            .inside(2, -3, 5)
            .inside(0, -5, 3));
  }

  @Override
  public List<EventExample> bad() {
    return List.of(
        EventExample.of("covDiag[1, 1] is 0.0. Needed: positive.")
            .vector(0, 0, 0)
            .matrix(EventExample.row(1, 0), EventExample.row(0, 1), EventExample.row(1, 1))
            .vector(1, 0, 1),
        EventExample.of("covFactor[1, 2, 0] is NaN. Needed: real.")
            .vector(0, 0, 0)
            .matrix(EventExample.row(1, 0), EventExample.row(0, 1), EventExample.row(Double.NaN, 1))
            .vector(1, 1, 1));
  }

  @TestFactory
  Stream<DynamicTest> isTheNormalDistributionOfItsCovariance() {
    return forEachExample(
        example -> {
          LowRankMultivariateNormal subject = of(example.tensors(DataType.FLOAT64));
          Distribution dense =
              MultivariateNormal.ofCovariance(subject.mean(), subject.covarianceMatrix());
          Tensor values = example.inside(DataType.FLOAT64);
          Numbers.assertClose(subject.logProb(values), dense.logProb(values), 1e-11, "density");
          Numbers.assertClose(subject.variance(), dense.variance(), 1e-12, "variance");
          Numbers.assertClose(subject.entropy(), dense.entropy(), 1e-12, "entropy");
        });
  }

  /** The value is W u, so its distance is |u|² but for the order of the variances. */
  @Test
  void smallVariancesOfTheirOwnCancelNothing() {
    Tensor factor = Tensor.of(new float[][] {{1}, {2}, {-1}});
    Tensor diag = Tensor.of(1e-6f, 1e-6f, 1e-6f);
    Tensor loc = Tensor.zeros(3);
    Tensor value = Tensor.of(1.5f, 3f, -1.5f);
    double needed =
        LowRankMultivariateNormal.of(
                loc.to(DataType.FLOAT64), factor.to(DataType.FLOAT64), diag.to(DataType.FLOAT64))
            .logProb(value.to(DataType.FLOAT64))
            .item();
    double found = LowRankMultivariateNormal.of(loc, factor, diag).logProb(value).item();
    Numbers.assertClose(found, needed, 2e-5, "density in float32");
  }

  @Test
  void parametersOfDifferentSizesAreRefused() {
    assertThatThrownBy(
            () ->
                LowRankMultivariateNormal.of(Tensor.zeros(3), Tensor.zeros(3, 2), Tensor.zeros(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "LowRankMultivariateNormal: covDiag has shape (2). Needed: 3 numbers in the last dimension.");
  }
}
