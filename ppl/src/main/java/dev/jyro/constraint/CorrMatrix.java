package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/**
 * From n (n - 1) / 2 real numbers to correlation matrices: {@code L Lᵀ} of the factor L that {@link
 * CorrCholesky} makes.
 *
 * <p>The second step stretches by {@code Π L_jj^(n - 1 - j)}, in which the diagonal is a product of
 * {@code √(1 - r²)} again: partial correlation {@code r_ij} counts in all n - j times.
 */
record CorrMatrix() implements TriangularVector {
  private static final CorrCholesky FACTOR = new CorrCholesky();

  @Override
  public boolean isStrict() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor factor = FACTOR.forward(x);
    return factor.matmul(factor.mT());
  }

  @Override
  public Tensor inverse(Tensor y) {
    return FACTOR.inverse(y.cholesky());
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Triangle triangle = Triangle.ofVector(x, true);
    Tensor times = triangle.numbers((i, j) -> triangle.size() - j, x.dataType());
    return Tanh.logSech(x).mul(times).sum(-1);
  }

  @Override
  public Constraint codomain() {
    return Constraints.corrMatrix();
  }
}
