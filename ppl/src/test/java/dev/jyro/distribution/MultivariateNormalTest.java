package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MultivariateNormalTest {
  private static final double[][] ROUND = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  private static final double[][] LONG = {{0.2, 0, 0}, {-3, 0.7, 0}, {1, 0.4, 5}};

  @Nested
  final class OfAFactor implements MultivariateContract, SmoothEvents {
    @Override
    public Distribution of(List<Tensor> parameters) {
      // a draw uses what is over the diagonal, a density does not
      return MultivariateNormal.ofScaleTril(parameters.get(0), parameters.get(1).tril(0));
    }

    @Override
    public List<EventExample> examples() {
      return List.of(
          EventExample.of("standard")
              .vector(0, 0, 0)
              .matrix(ROUND)
              .inside(0, 0, 0)
              .inside(1, -2, 0.5),
          EventExample.of("long and thin")
              .vector(1, -2, 30)
              .matrix(LONG)
              .inside(1, -1, 25)
              .inside(1.3, -7, 33));
    }

    @Override
    public List<EventExample> bad() {
      return List.of(
          EventExample.of("loc[1, 1] is NaN. Needed: real.").vector(0, Double.NaN, 0).matrix(ROUND),
          EventExample.of(
                  "scaleTril[1] is [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]. Needed: lowerCholesky.")
              .vector(0, 0, 0)
              .matrix(
                  EventExample.row(1, 0, 0), EventExample.row(0, 0, 0), EventExample.row(0, 0, 1)));
    }

    @TestFactory
    Stream<DynamicTest> weighedSumsAreNormal() {
      return forEachExample(
          example -> {
            Tensor weights = Tensor.of(new double[] {0.5, -1, 2}, Shapes.of(3, 1));
            MultivariateNormal subject = (MultivariateNormal) of(example, DataType.FLOAT64);
            Tensor variance = weights.mT().matmul(subject.covarianceMatrix()).matmul(weights);
            Tensor mean = subject.mean().matmul(weights.squeeze(-1));
            Normal sum = Normal.of(mean, variance.sqrt().reshape(Shapes.scalar()));
            GoodnessOfFit.ofReals(
                draws(example).matmul(weights.squeeze(-1)).toDoubles(),
                subject
                    .sample(Noise.of(12), Shapes.of(DRAWS))
                    .matmul(weights.squeeze(-1))
                    .toDoubles(),
                x -> sum.logProb(x).exp());
          });
    }
  }

  /** The matrix is made symmetric, so that each of its numbers can be moved by itself. */
  private abstract static class OfASymmetricMatrix implements MultivariateContract, SmoothEvents {
    abstract Distribution ofSymmetric(Tensor loc, Tensor matrix);

    abstract String matrix();

    @Override
    public Distribution of(List<Tensor> parameters) {
      Tensor matrix = parameters.get(1);
      return ofSymmetric(parameters.get(0), matrix.add(matrix.mT()).mul(0.5));
    }

    @Override
    public List<EventExample> examples() {
      return List.of(
          EventExample.of("standard").vector(0, 0).matrix(unit()).inside(0, 0).inside(1, -2),
          EventExample.of("leaning")
              .vector(1, -2)
              .matrix(EventExample.row(4, -1.5), EventExample.row(-1.5, 0.9))
              .inside(1, -1)
              .inside(0, -2.5));
    }

    @Override
    public List<EventExample> bad() {
      return List.of(
          EventExample.of(matrix() + "[1] is [1.0, 2.0, 2.0, 1.0]. Needed: positiveDefinite.")
              .vector(0, 0)
              .matrix(EventExample.row(1, 2), EventExample.row(2, 1)),
          EventExample.of(matrix() + "[1] is [NaN, 0.0, 0.0, 1.0]. Needed: positiveDefinite.")
              .vector(0, 0)
              .matrix(EventExample.row(Double.NaN, 0), EventExample.row(0, 1)));
    }

    private static double[][] unit() {
      return new double[][] {{1, 0}, {0, 1}};
    }
  }

  @Nested
  final class OfACovariance extends OfASymmetricMatrix {
    @Override
    Distribution ofSymmetric(Tensor loc, Tensor matrix) {
      return MultivariateNormal.ofCovariance(loc, matrix);
    }

    @Override
    String matrix() {
      return "covarianceMatrix";
    }
  }

  @Nested
  final class OfAPrecision extends OfASymmetricMatrix {
    @Override
    Distribution ofSymmetric(Tensor loc, Tensor matrix) {
      return MultivariateNormal.ofPrecision(loc, matrix);
    }

    @Override
    String matrix() {
      return "precisionMatrix";
    }
  }

  private final Tensor loc = Tensor.of(1.0, -2, 0.5);
  private final Tensor factor = Tensor.of(new double[][] {{2, 0, 0}, {-1, 0.5, 0}, {0.3, 1, 3}});

  @Test
  void allFactoriesDescribeTheSame() {
    Tensor covariance = factor.matmul(factor.mT());
    Tensor values = Tensor.of(new double[][] {{1, 2, 3}, {-4, 0, 2}});
    Tensor needed = MultivariateNormal.of(loc, factor).logProb(values);
    for (MultivariateNormal other :
        List.of(
            MultivariateNormal.ofScaleTril(loc, factor),
            MultivariateNormal.ofCovariance(loc, covariance),
            MultivariateNormal.ofPrecision(loc, covariance.inverse()))) {
      Numbers.assertClose(other.logProb(values), needed, 1e-10, "density");
      Numbers.assertClose(other.scaleTril(), factor, 1e-10, "factor");
      Numbers.assertClose(other.covarianceMatrix(), covariance, 1e-10, "covariance");
    }
  }

  @Test
  void oneNumberIsTheMeanOfAll() {
    Tensor values = Tensor.of(new double[][] {{1, 2, 3}, {-4, 0, 2}});
    Tensor covariance = factor.matmul(factor.mT());
    Tensor needed = MultivariateNormal.of(Tensor.of(2.0, 2, 2), factor).logProb(values);
    MultivariateNormal subject = MultivariateNormal.ofScaleTril(2, factor);
    Numbers.assertClose(subject.logProb(values), needed, 1e-12, "of a factor");
    Numbers.assertClose(
        MultivariateNormal.ofCovariance(2, covariance).logProb(values), needed, 1e-10, "density");
    Numbers.assertClose(
        MultivariateNormal.ofPrecision(2, covariance.inverse()).logProb(values),
        needed,
        1e-10,
        "of a precision");
    assertThat(subject.mean().toDoubles()).containsExactly(2, 2, 2);
    assertThat(subject.sample(Noise.of(1)).dataType()).isEqualTo(DataType.FLOAT64);
    subject.validate();
  }

  @Test
  void theMeanMayHaveMoreBatchDimensionsThanTheFactor() {
    Tensor locs = ShapeOps.stack(0, loc, loc.add(1));
    MultivariateNormal subject = MultivariateNormal.of(locs, factor);
    assertThat(subject.batchShape()).isEqualTo(Shapes.of(2));
    Numbers.assertClose(
        subject.logProb(loc).get(1).item(),
        MultivariateNormal.of(loc.add(1), factor).logProb(loc).item(),
        1e-12,
        "density");
  }

  @Test
  void aValueOfWiderTypeIsScoredInIt() {
    MultivariateNormal single =
        MultivariateNormal.of(loc.to(DataType.FLOAT32), factor.to(DataType.FLOAT32));
    assertThat(single.logProb(loc).dataType()).isEqualTo(DataType.FLOAT64);
    assertThat(MultivariateNormal.of(loc, factor).logProb(loc.to(DataType.FLOAT32)).dataType())
        .isEqualTo(DataType.FLOAT64);
    assertThat(single.logProb(Tensor.of(1L, 2L, 3L)).dataType()).isEqualTo(DataType.FLOAT32);
  }

  @Test
  void tinyAndHugeScalesKeepDensityAndGradientFinite() {
    for (double size : new double[] {1e-30, 1e-6, 1e6, 1e30}) {
      Tensor sized = factor.mul(size);
      List<Tensor> gradients =
          Gradients.grad(
              p -> MultivariateNormal.of(p.get(0), p.get(1)).logProb(loc.mul(1 + 1e-9)),
              List.of(loc, sized));
      assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
    }
  }

  @Test
  void secondDerivativesAreThePrecision() {
    Tensor precision = factor.matmul(factor.mT()).inverse();
    Tensor row =
        Gradients.grad(
            x -> Gradients.grad(y -> MultivariateNormal.of(loc, factor).logProb(y), x).select(0, 1),
            Tensor.of(3.0, 2, 1));
    Numbers.assertClose(row, precision.get(1).neg(), 1e-10, "row of the Hessian");
  }

  @Test
  void aMatrixThatIsNotSquareIsRefused() {
    assertThatThrownBy(() -> MultivariateNormal.of(loc, Tensor.zeros(3, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultivariateNormal: scaleTril has shape (3, 2). Needed: a square matrix in the last two dimensions.");
    assertThatThrownBy(() -> MultivariateNormal.ofCovariance(loc, Tensor.zeros(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultivariateNormal: covarianceMatrix has shape (3). Needed: a matrix in the last two dimensions.");
  }

  @Test
  void aMeanOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> MultivariateNormal.of(Tensor.zeros(2), factor))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultivariateNormal: loc has shape (2). Needed: 3 numbers in the last dimension.");
  }

  @Test
  void aFactorThatIsNotTriangularIsFoundByValidate() {
    Tensor full = Tensor.of(new double[][] {{1, 0.5}, {0.1, 1}});
    assertThatThrownBy(() -> MultivariateNormal.ofScaleTril(0, full).validate())
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith(
            "MultivariateNormal: scaleTril is [1.0, 0.5, 0.1, 1.0]. Needed: lowerCholesky.");
  }

  @Test
  void aCovarianceThatIsNotSymmetricIsFoundByValidate() {
    Tensor leaning = Tensor.of(new double[][] {{1, 0.5}, {0.1, 1}});
    assertThatThrownBy(() -> MultivariateNormal.ofCovariance(0, leaning).validate())
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith(
            "MultivariateNormal: covarianceMatrix is [1.0, 0.5, 0.1, 1.0]. Needed: positiveDefinite.");
  }
}
