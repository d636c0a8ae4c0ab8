package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class InverseWishartTest implements MultivariateContract, SmoothEvents {
  @Override
  public InverseWishart of(List<Tensor> parameters) {
    return InverseWishart.ofScaleMatrix(parameters.get(0), mended(parameters.get(1)));
  }

  @Override
  public Tensor mended(Tensor value) {
    return value.add(value.mT()).mul(0.5);
  }

  /** Torch draws gamma numbers by rejection: not smooth in df with the same noise. */
  @Override
  public IntStream smooth() {
    return IntStream.of(1);
  }

  @Override
  public List<EventExample> examples() {
    return List.of(
        EventExample.of("no mean")
            .number(2.5)
            .matrix(EventExample.row(4, -1.5), EventExample.row(-1.5, 0.9))
            .insideMatrix(EventExample.row(10, -2), EventExample.row(-2, 3))
            .insideMatrix(EventExample.row(3, 1), EventExample.row(1, 0.9)),
        EventExample.of("many degrees of freedom")
            .number(14)
            .matrix(EventExample.row(12, 2), EventExample.row(2, 20))
            .insideMatrix(EventExample.row(1.2, 0.2), EventExample.row(0.2, 2.5))
            .insideMatrix(EventExample.row(1, -0.5), EventExample.row(-0.5, 1.4)));
  }

  @Override
  public List<EventExample> bad() {
    return List.of(
        EventExample.of("df[1] is 1.0. Needed: greaterThan(1).")
            .number(1)
            .matrix(EventExample.row(1, 0), EventExample.row(0, 1)),
        EventExample.of("scaleMatrix[1] is [1.0, 2.0, 2.0, 1.0]. Needed: positiveDefinite.")
            .number(3)
            .matrix(EventExample.row(1, 2), EventExample.row(2, 1)));
  }

  /** One over a number on the diagonal has a gamma distribution. */
  @TestFactory
  Stream<DynamicTest> theDiagonalFollowsItsInverseGammaDistributions() {
    return forEachExample(
        example -> {
          double df = example.parameters().get(0).numbers()[0];
          Tensor half = Tensor.scalar((df - 1) / 2, DataType.FLOAT64);
          InverseWishart subject = of(example.tensors(DataType.FLOAT64));
          Tensor others = subject.sample(Noise.of(12), Shapes.of(DRAWS)).diagonal();
          for (int k = 0; k < 2; k++) {
            Gamma marginal = Gamma.of(half, example.parameters().get(1).numbers()[3 * k] / 2);
            GoodnessOfFit.ofReals(
                draws(example).diagonal().select(-1, k).reciprocal().toDoubles(),
                others.select(-1, k).reciprocal().toDoubles(),
                x -> marginal.logProb(x).exp());
          }
        });
  }

  /** The inverse's density, times the volume that inverting stretches. */
  @TestFactory
  Stream<DynamicTest> theInverseHasAWishartDistribution() {
    return forEachExample(
        example -> {
          List<Tensor> p = example.tensors(DataType.FLOAT64);
          Tensor values = example.inside(DataType.FLOAT64);
          Tensor wishart =
              Wishart.ofCovariance(p.get(0), p.get(1).inverse()).logProb(values.inverse());
          Tensor needed = wishart.sub(values.logAbsDet().mul(3));
          Numbers.assertClose(of(p).logProb(values), needed, 1e-11, "density");
        });
  }

  @Test
  void momentsAreMissingForFewDegreesOfFreedom() {
    Tensor eye = Tensor.eye(2, DataType.FLOAT64);
    InverseWishart subject = InverseWishart.ofScaleTril(Tensor.of(3.0, 4, 6), eye);
    assertThat(subject.mean().select(-1, 0).select(-1, 0).toDoubles())
        .containsExactly(Double.NaN, 1, 1.0 / 3);
    assertThat(subject.variance().select(-1, 0).select(-1, 0).isNaN().toBooleans())
        .containsExactly(true, true, false);
  }

  @Test
  void allFactoriesDescribeTheSame() {
    Tensor factor = Tensor.of(new double[][] {{2, 0}, {-1, 0.5}});
    Tensor matrix = factor.matmul(factor.mT());
    Tensor df = Tensor.scalar(4.5, DataType.FLOAT64);
    Tensor value = Tensor.eye(2, DataType.FLOAT64);
    Tensor needed = InverseWishart.ofScaleMatrix(df, matrix).logProb(value);
    for (InverseWishart other :
        List.of(
            InverseWishart.ofScaleMatrix(4.5, matrix),
            InverseWishart.ofScaleTril(4.5, factor),
            InverseWishart.ofScaleTril(df, factor))) {
      Numbers.assertClose(other.logProb(value), needed, 1e-12, "density");
    }
    assertThatThrownBy(() -> InverseWishart.ofScaleTril(1, factor))
        .hasMessage("InverseWishart: df is 1.0. Needed: greaterThan(1).");
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteHasDensityZero() {
    Tensor value = Tensor.of(new double[][] {{1, 2}, {2, 1}});
    Tensor eye = Tensor.eye(2, DataType.FLOAT64);
    assertThat(InverseWishart.ofScaleTril(4, eye).logProb(value).item())
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
