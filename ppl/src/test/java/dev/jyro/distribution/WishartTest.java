package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class WishartTest {
  /**
   * Both ways to give the scale; matrices that are moved are made triangular or symmetric again.
   */
  private abstract static class OfAMatrix implements MultivariateContract, SmoothEvents {
    /** Torch draws gamma numbers by rejection: not smooth in df with the same noise. */
    @Override
    public IntStream smooth() {
      return IntStream.of(1);
    }

    @Override
    public Tensor mended(Tensor value) {
      return value.add(value.mT()).mul(0.5);
    }
  }

  @Nested
  final class OfAFactor extends OfAMatrix {
    @Override
    public Wishart of(List<Tensor> parameters) {
      return Wishart.ofScaleTril(parameters.get(0), parameters.get(1).tril(0));
    }

    @Override
    public List<EventExample> examples() {
      return List.of(
          EventExample.of("few degrees of freedom")
              .number(2.8)
              .matrix(
                  EventExample.row(1, 0, 0), EventExample.row(0, 1, 0), EventExample.row(0, 0, 1))
              .insideMatrix(
                  EventExample.row(2, 0.5, 0),
                  EventExample.row(0.5, 1, 0.3),
                  EventExample.row(0, 0.3, 1.5))
              .insideMatrix(
                  EventExample.row(0.4, 0, 0),
                  EventExample.row(0, 3, 1),
                  EventExample.row(0, 1, 0.6)),
          EventExample.of("many degrees of freedom")
              .number(12)
              .matrix(
                  EventExample.row(2, 0, 0),
                  EventExample.row(-1, 0.5, 0),
                  EventExample.row(0.3, 1, 0.7))
              .insideMatrix(
                  EventExample.row(50, -20, 5),
                  EventExample.row(-20, 18, 3),
                  EventExample.row(5, 3, 20))
              .insideMatrix(
                  EventExample.row(40, -25, 5),
                  EventExample.row(-25, 18, 1),
                  EventExample.row(5, 1, 15)));
    }

    @Override
    public List<EventExample> bad() {
      return List.of(
          EventExample.of("df[1] is 2.0. Needed: greaterThan(2).")
              .number(2)
              .matrix(
                  EventExample.row(1, 0, 0), EventExample.row(0, 1, 0), EventExample.row(0, 0, 1)),
          EventExample.of("scaleTril[1] is [1.0, 0.0, 0.0, 0.0, 0.0,")
              .number(3)
              .matrix(
                  EventExample.row(1, 0, 0), EventExample.row(0, 0, 0), EventExample.row(0, 0, 1)));
    }

    /** A number on the diagonal has the gamma distribution. */
    @TestFactory
    Stream<DynamicTest> theDiagonalFollowsItsGammaDistributions() {
      return forEachExample(
          example -> {
            Wishart subject = of(example.tensors(DataType.FLOAT64));
            double df = example.parameters().get(0).numbers()[0];
            Tensor others = subject.sample(Noise.of(12), Shapes.of(DRAWS)).diagonal();
            for (int k = 0; k < 3; k++) {
              double scale = subject.mean().get(k, k).item() / df;
              Gamma marginal = Gamma.of(Tensor.scalar(df / 2, DataType.FLOAT64), 0.5 / scale);
              GoodnessOfFit.ofReals(
                  draws(example).diagonal().select(-1, k).toDoubles(),
                  others.select(-1, k).toDoubles(),
                  x -> marginal.logProb(x).exp());
            }
          });
    }
  }

  @Nested
  final class OfACovariance extends OfAMatrix {
    @Override
    public Wishart of(List<Tensor> parameters) {
      return Wishart.ofCovariance(parameters.get(0), mended(parameters.get(1)));
    }

    @Override
    public List<EventExample> examples() {
      return List.of(
          EventExample.of("two by two")
              .number(3.5)
              .matrix(EventExample.row(4, -1.5), EventExample.row(-1.5, 0.9))
              .insideMatrix(EventExample.row(10, -2), EventExample.row(-2, 3))
              .insideMatrix(EventExample.row(3, 1), EventExample.row(1, 0.9)),
          EventExample.of("more")
              .number(7)
              .matrix(EventExample.row(1, 0.2), EventExample.row(0.2, 1))
              .insideMatrix(EventExample.row(6, -2), EventExample.row(-2, 7))
              .insideMatrix(EventExample.row(3, 1), EventExample.row(1, 9)));
    }

    @Override
    public List<EventExample> bad() {
      return List.of(
          EventExample.of("covarianceMatrix[1] is [1.0, 2.0, 2.0, 1.0]. Needed: positiveDefinite.")
              .number(3)
              .matrix(EventExample.row(1, 2), EventExample.row(2, 1)));
    }
  }

  @Test
  void oneByOneItIsAGammaDistribution() {
    Tensor value = Tensor.of(new double[] {0.3, 2, 9}, Shapes.of(3, 1, 1));
    Tensor needed = Gamma.of(Tensor.scalar(1.7, DataType.FLOAT64), 0.25).logProb(value.flatten());
    Tensor scale = Tensor.of(new double[] {2}, Shapes.of(1, 1));
    Numbers.assertClose(Wishart.ofCovariance(3.4, scale).logProb(value), needed, 1e-12, "density");
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteHasDensityZeroAndSpoilsNoGradient() {
    Tensor values =
        Tensor.of(new double[] {1, 2, 2, 1, 1, 1, 1, 1, 2, 0, 0, 1}, Shapes.of(3, 2, 2));
    Tensor eye = Tensor.eye(2, DataType.FLOAT64);
    double[] densities = Wishart.ofScaleTril(4, eye).logProb(values).toDoubles();
    assertThat(densities[0]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(densities[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(densities[2]).isFinite();
    Tensor gradient =
        Gradients.grad(l -> Wishart.ofScaleTril(4, l).logProb(values).select(-1, 2), eye);
    assertThat(gradient.isFinite().all().item()).isEqualTo(1);
  }

  @Test
  void aPrecisionIsTheInverseOfTheScale() {
    Tensor scale = Tensor.of(new double[][] {{4, -1.5}, {-1.5, 0.9}});
    Tensor value = Tensor.of(new double[][] {{10, -2}, {-2, 3}});
    Tensor needed = Wishart.ofCovariance(4.5, scale).logProb(value);
    Tensor df = Tensor.scalar(4.5, DataType.FLOAT64);
    for (Wishart other :
        List.of(
            Wishart.ofPrecision(4.5, scale.inverse()), Wishart.ofPrecision(df, scale.inverse()))) {
      Numbers.assertClose(other.logProb(value), needed, 1e-11, "density");
      assertThat(other.parameters().get(1).name()).isEqualTo("precisionMatrix");
    }
  }

  @Test
  void numbersMeanTheSameAsTensors() {
    Tensor eye = Tensor.eye(2, DataType.FLOAT64);
    Tensor df = Tensor.scalar(4.5, DataType.FLOAT64);
    Tensor value = eye.mul(3);
    Tensor needed = Wishart.ofScaleTril(df, eye).logProb(value);
    Numbers.assertClose(Wishart.ofScaleTril(4.5, eye).logProb(value), needed, 1e-12, "factor");
    Numbers.assertClose(Wishart.ofCovariance(4.5, eye).logProb(value), needed, 1e-12, "matrix");
    assertThatThrownBy(() -> Wishart.ofScaleTril(1, eye))
        .hasMessage("Wishart: df is 1.0. Needed: greaterThan(1).");
  }

  @Test
  void aMatrixThatIsNotSquareIsRefused() {
    assertThatThrownBy(() -> Wishart.ofCovariance(4, Tensor.zeros(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Wishart: covarianceMatrix has shape (2, 3). Needed: a square");
  }
}
