package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.LinalgOps;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MatrixNormalTest implements MultivariateContract, SmoothEvents {
  private static final double[][] SMALL = {{1, 0}, {0, 1}};
  private static final double[][] LARGE = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

  @Override
  public MatrixNormal of(List<Tensor> parameters) {
    // a draw uses what is over the diagonals, a density does not
    return MatrixNormal.of(parameters.get(0), parameters.get(1).tril(0), parameters.get(2).tril(0));
  }

  @Override
  public List<EventExample> examples() {
    return List.of(
        EventExample.of("standard")
            .matrix(EventExample.row(0, 0, 0), EventExample.row(0, 0, 0))
            .matrix(SMALL)
            .matrix(LARGE)
            .insideMatrix(EventExample.row(0, 1, 2), EventExample.row(-1, 0.5, 0))
            .insideMatrix(EventExample.row(0, 0, 0), EventExample.row(0, 0, 0)),
        EventExample.of("leaning")
            .matrix(EventExample.row(1, -2, 3), EventExample.row(0, 0.5, 4))
            .matrix(EventExample.row(2, 0), EventExample.row(-1, 0.5))
            .matrix(
                EventExample.row(0.3, 0, 0),
                EventExample.row(1, 1, 0),
                EventExample.row(-2, 0.5, 3))
            .insideMatrix(EventExample.row(0, 1, 2), EventExample.row(-1, 0.5, 0))
            .insideMatrix(EventExample.row(1, -2, 3), EventExample.row(0, 0.5, 4)));
  }

  @Override
  public List<EventExample> bad() {
    return List.of(
        EventExample.of("scaleTrilRow[1] is [1.0, 0.0, 0.0, -1.0]. Needed: lowerCholesky.")
            .matrix(EventExample.row(0, 0, 0), EventExample.row(0, 0, 0))
            .matrix(EventExample.row(1, 0), EventExample.row(0, -1))
            .matrix(LARGE),
        EventExample.of("loc[1, 0, 2] is NaN. Needed: real.")
            .matrix(EventExample.row(0, 0, Double.NaN), EventExample.row(0, 0, 0))
            .matrix(SMALL)
            .matrix(LARGE));
  }

  /** Row by row it is a normal vector, whose covariance is the Kronecker product. */
  @TestFactory
  Stream<DynamicTest> isAMultivariateNormalDistributionOfItsRows() {
    return forEachExample(
        example -> {
          List<Tensor> p = example.tensors(DataType.FLOAT64);
          Tensor factor = LinalgOps.einsum("ik,jl->ijkl", p.get(1), p.get(2)).reshape(6, 6);
          MultivariateNormal rows = MultivariateNormal.of(p.get(0).flatten(), factor);
          Tensor values = example.inside(DataType.FLOAT64);
          Tensor flat = values.reshape(values.size(0), 6);
          Numbers.assertClose(of(p).logProb(values), rows.logProb(flat), 1e-11, "density");
          Numbers.assertClose(of(p).variance().flatten(), rows.variance(), 1e-12, "variance");
          Numbers.assertClose(of(p).entropy(), rows.entropy(), 1e-12, "entropy");
        });
  }

  @Test
  void aFactorOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> MatrixNormal.of(Tensor.zeros(2, 3), Tensor.eye(2), Tensor.eye(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MatrixNormal: scaleTrilColumn has shape (2, 2). Needed: 3 rows and columns in the last two dimensions.");
  }
}
