package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;

/** Lower triangular matrices L, one for each distribution of a batch; L Lᵀ are covariances. */
record ScaleTril(Tensor factor) {
  /** With the inverses of these precisions as its covariances. */
  static ScaleTril ofPrecision(EventSlot slot, Tensor precision) {
    // P = U Uᵀ with U upper triangular is a Cholesky factorisation read backwards; L = (Uᵀ)⁻¹.
    Tensor upper = slot.factors(precision.flip(-2, -1), precision).flip(-2, -1);
    Tensor eye = Tensor.eye(Math.toIntExact(precision.size(-1)), precision.dataType());
    return new ScaleTril(upper.mT().triangularSolve(eye));
  }

  /** With these covariances, but the identity where they are said to have no factor. */
  static ScaleTril where(Tensor isPositiveDefinite, Tensor covariance) {
    Tensor eye = Tensor.eye(Math.toIntExact(covariance.size(-1)), covariance.dataType());
    Tensor mask = isPositiveDefinite.unsqueeze(-1).unsqueeze(-1);
    return new ScaleTril(mask.where(covariance, eye).cholesky());
  }

  /** How many rows and columns. */
  int size() {
    return Math.toIntExact(factor.size(-1));
  }

  /** {@code L v} for each vector. */
  Tensor times(Tensor vectors) {
    return product(factor, vectors);
  }

  /** {@code A v} for each vector and its matrix. */
  static Tensor product(Tensor matrices, Tensor vectors) {
    return matrices.dim() == 2
        ? vectors.linear(matrices)
        : matrices.matmul(vectors.unsqueeze(-1)).squeeze(-1);
  }

  /** {@code L⁻¹ v} for each vector; many vectors for one matrix are columns of one system. */
  Tensor whitened(Tensor vectors) {
    if (factor.dim() > 2) {
      return inverseTimes(vectors.unsqueeze(-1)).squeeze(-1);
    }
    Tensor columns = vectors.reshape(-1, size()).mT();
    return inverseTimes(columns).mT().reshape(vectors.shape());
  }

  /** {@code L⁻ᵀ v} for each vector. */
  Tensor transposedWhitened(Tensor vectors) {
    Tensor upper = factor.mT();
    if (factor.dim() > 2) {
      return upper.upperTriangularSolve(vectors.unsqueeze(-1)).squeeze(-1);
    }
    Tensor columns = vectors.reshape(-1, size()).mT();
    return upper.upperTriangularSolve(columns).mT().reshape(vectors.shape());
  }

  /** {@code L⁻¹ A} for each matrix; unlike other operations, Torch's needs them of one type. */
  Tensor inverseTimes(Tensor matrices) {
    boolean isWider = matrices.dataType() == DataType.FLOAT64;
    Tensor right = isWider ? matrices : matrices.to(factor.dataType());
    return factor.to(right.dataType()).triangularSolve(right);
  }

  /** {@code log |L|}, half of the covariance's. */
  Tensor logDet() {
    return factor.diagonal().log().sum(-1);
  }

  /** {@code L Lᵀ}. */
  Tensor covariance() {
    return factor.matmul(factor.mT());
  }

  /** The diagonal of {@code L Lᵀ}. */
  Tensor variances() {
    return factor.square().sum(-1);
  }
}
