package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/**
 * From n (n + 1) / 2 real numbers to lower triangular matrices with a positive diagonal, row by
 * row.
 *
 * @param diagonal from real numbers to those of the diagonal
 * @param codomain either set of Cholesky factors
 */
record LowerCholesky(Bijector diagonal, Constraint codomain) implements TriangularVector {
  @Override
  public boolean isStrict() {
    return false;
  }

  @Override
  public Tensor forward(Tensor x) {
    Triangle triangle = Triangle.ofVector(x, false);
    Tensor onDiagonal = triangle.diagonal();
    return triangle.matrix(onDiagonal.where(diagonal.forward(only(onDiagonal, x)), x));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Triangle triangle = new Triangle(Math.toIntExact(y.size(-1)), false);
    Tensor onDiagonal = triangle.diagonal();
    Tensor x = triangle.vector(y);
    return onDiagonal.where(diagonal.inverse(onDiagonal.where(x, 1)), x);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor onDiagonal = Triangle.ofVector(x, false).diagonal();
    Tensor safe = only(onDiagonal, x);
    return only(onDiagonal, diagonal.logAbsDetJacobian(safe, diagonal.forward(safe))).sum(-1);
  }

  /** What is not on the diagonal is kept out of functions that could overflow. */
  private static Tensor only(Tensor onDiagonal, Tensor x) {
    return onDiagonal.where(x, 0);
  }
}
