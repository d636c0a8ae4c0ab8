package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/**
 * From Cholesky factors L to the positive definite {@code L Lᵀ}, volumes measured in the entries of
 * the lower triangle.
 */
record Gram() implements Bijector {
  @Override
  public Tensor forward(Tensor x) {
    return x.matmul(x.mT());
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.cholesky();
  }

  /** {@code n log 2 + Σ_j (n - j) log L_jj}, j from 0. */
  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    long n = x.size(-1);
    Tensor times = Tensor.arange(n).rsub((double) n).to(x.dataType());
    return x.diagonal().log().mul(times).sum(-1).add(n * Math.log(2));
  }

  @Override
  public Constraint domain() {
    return Constraints.lowerCholesky();
  }

  @Override
  public Constraint codomain() {
    return Constraints.positiveDefinite();
  }
}
