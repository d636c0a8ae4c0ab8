package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/**
 * From n (n - 1) / 2 real numbers to Cholesky factors of correlation matrices.
 *
 * <p>{@code r = tanh x} are partial correlations, row by row. Of row i, whose squares sum to 1,
 * entry j takes the part {@code r_ij} of what those before it have left: {@code L_ij = r_ij Π_{k<j}
 * √(1 - r_ik²)}, and the diagonal takes the rest. With {@code √(1 - r²) = 1/cosh x} the products
 * are sums of logarithms, and so is the volume.
 *
 * <p>Source: Lewandowski, Kurowicka and Joe, Generating random correlation matrices based on vines
 * and extended onion method, 2009; Stan Reference Manual, Cholesky factors of correlation matrices.
 */
record CorrCholesky() implements TriangularVector {
  @Override
  public boolean isStrict() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x) {
    Triangle triangle = Triangle.ofVector(x, true);
    Tensor logs = triangle.matrix(Tanh.logSech(x));
    Tensor left = logs.cumSum(-1).sub(logs).exp();
    Tensor parts = triangle.matrix(x.tanh());
    return parts.add(Tensor.eye(triangle.size(), x.dataType())).mul(left);
  }

  /** {@code x = asinh(L_ij / √(Σ_{k>j} L_ik²))}: sums of squares, so that nothing cancels. */
  @Override
  public Tensor inverse(Tensor y) {
    Triangle triangle = new Triangle(Math.toIntExact(y.size(-1)), true);
    Tensor fromRight = y.square().flip(-1).cumSum(-1).flip(-1);
    return triangle.vector(y).div(triangle.vector(fromRight, 1).sqrt()).asinh();
  }

  /** Each {@code log √(1 - r_ij²)} counts in the slope of tanh twice and in each entry after it. */
  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Triangle triangle = Triangle.ofVector(x, true);
    Tensor times = triangle.numbers((i, j) -> i - j + 1, x.dataType());
    return Tanh.logSech(x).mul(times).sum(-1);
  }

  @Override
  public Constraint codomain() {
    return Constraints.corrCholesky();
  }
}
