package dev.jyro.tensor;

/**
 * Linear algebra on the last two dimensions; the dimensions before them are batches and broadcast.
 */
public sealed interface LinalgOps permits Tensor {
  /** The tensor itself. */
  Tensor tensor();

  /** The matrix product; a vector counts as a row on the left and as a column on the right. */
  default Tensor matmul(Tensor other) {
    return Dispatch.binary(Op.MATMUL, tensor(), other);
  }

  /** {@code this · weightᵀ}. */
  default Tensor linear(Tensor weight) {
    return Dispatch.binary(Op.LINEAR_UNBIASED, tensor(), weight);
  }

  /** {@code this · weightᵀ + bias}. */
  default Tensor linear(Tensor weight, Tensor bias) {
    return Dispatch.ternary(Op.LINEAR, tensor(), weight, bias);
  }

  /**
   * The lower triangular L with {@code L Lᵀ = this}.
   *
   * @throws dev.jyro.JyroException if a matrix is not positive definite
   */
  default Tensor cholesky() {
    return Dispatch.script(Op.CHOLESKY, tensor());
  }

  /**
   * Whether each matrix has a {@link #cholesky}; only its lower triangle is looked at. A boolean
   * tensor without the last two dimensions.
   */
  default Tensor isPositiveDefinite() {
    return Dispatch.script(Op.IS_POSITIVE_DEFINITE, tensor());
  }

  /** X with {@code L Lᵀ X = this}, for a lower triangular {@code factor} L. */
  default Tensor choleskySolve(Tensor factor) {
    return Dispatch.script(Op.CHOLESKY_SOLVE, tensor(), factor);
  }

  /** X with {@code L X = right}, where this is lower triangular. */
  default Tensor triangularSolve(Tensor right) {
    return Dispatch.script(Op.TRIANGULAR_SOLVE, tensor(), right, false);
  }

  /** X with {@code U X = right}, where this is upper triangular. */
  default Tensor upperTriangularSolve(Tensor right) {
    return Dispatch.script(Op.TRIANGULAR_SOLVE, tensor(), right, true);
  }

  /** X with {@code this X = right}. */
  default Tensor solve(Tensor right) {
    return Dispatch.script(Op.SOLVE, tensor(), right);
  }

  /** The inverse; prefer {@link #solve} where a product with it is wanted. */
  default Tensor inverse() {
    return Dispatch.unary(Op.INVERSE, tensor());
  }

  /** The determinant. */
  default Tensor det() {
    return Dispatch.script(Op.DET, tensor());
  }

  /** The logarithm of the determinant's absolute value. */
  default Tensor logAbsDet() {
    return Dispatch.scriptMany(Op.LOG_ABS_DET, tensor())[1];
  }

  /**
   * The eigenvalues of a symmetric matrix, rising; of any other matrix those that its lower
   * triangle has.
   */
  default Tensor symmetricEigenvalues() {
    return Dispatch.script(Op.SYMMETRIC_EIGENVALUES, tensor());
  }

  /**
   * Products and sums by Einstein's convention: {@code einsum("bij,bjk->bik", a, b)} multiplies
   * batches of matrices.
   */
  static Tensor einsum(String equation, Tensor... parts) {
    return Dispatch.script(Op.EINSUM, equation, parts);
  }
}
