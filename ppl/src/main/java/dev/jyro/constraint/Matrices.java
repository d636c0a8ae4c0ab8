package dev.jyro.constraint;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/** The sets of square matrices. */
final class Matrices {
  static final Constraint SQUARE =
      new EventSet("square", false, 2, x -> areSquare(x) ? none(x).logicalNot() : none(x), x -> x);
  static final Constraint SYMMETRIC = EventSet.ofSquares("symmetric", Matrices::isSymmetric);
  static final Constraint POSITIVE_SEMIDEFINITE =
      EventSet.ofSquares(
          "positiveSemidefinite",
          x -> isSymmetric(x).logicalAnd(leastEigenvalue(x).ge(slack(x).neg())));
  static final Constraint POSITIVE_DEFINITE =
      EventSet.ofSquares("positiveDefinite", Matrices::isPositiveDefinite);
  static final Constraint LOWER_TRIANGULAR =
      EventSet.ofSquares("lowerTriangular", Matrices::isLower);
  static final Constraint LOWER_CHOLESKY =
      EventSet.ofSquares("lowerCholesky", Matrices::isLowerCholesky);
  static final Constraint SOFTPLUS_LOWER_CHOLESKY =
      EventSet.ofSquares("softplusLowerCholesky", Matrices::isLowerCholesky);
  static final Constraint CORR_CHOLESKY =
      EventSet.ofSquares(
          "corrCholesky", x -> isLowerCholesky(x).logicalAnd(near(x.square().sum(-1), x)));
  static final Constraint CORR_MATRIX =
      EventSet.ofSquares(
          "corrMatrix", x -> isPositiveDefinite(x).logicalAnd(near(x.diagonal(), x)));

  /** How far the two halves of a symmetric matrix may be apart, beside rounding: Torch's 1e-6. */
  private static final double ASYMMETRY = 1e-6;

  private Matrices() {}

  static boolean areSquare(Tensor x) {
    return x.size(-1) == x.size(-2);
  }

  /** False for each. */
  static Tensor none(Tensor x) {
    return Tensor.zeros(Shapes.leading(x.shape(), x.dim() - 2), DataType.BOOLEAN);
  }

  static Tensor identity(Tensor like) {
    return Tensor.eye(Math.toIntExact(like.size(-1)), like.dataType());
  }

  private static Tensor isSymmetric(Tensor x) {
    return x.isClose(x.mT(), 10 * ASYMMETRY, ASYMMETRY).all(-1, -2);
  }

  private static Tensor isLower(Tensor x) {
    return x.tril(0).eq(x).all(-1, -2);
  }

  private static Tensor isLowerCholesky(Tensor x) {
    return isLower(x).logicalAnd(x.diagonal().gt(0).all(-1));
  }

  private static Tensor isPositiveDefinite(Tensor x) {
    return isSymmetric(x).logicalAnd(x.isPositiveDefinite());
  }

  private static Tensor near(Tensor ones, Tensor x) {
    return ones.sub(1).abs().le(Vectors.rounding(x, x.size(-1))).all(-1);
  }

  /** Torch finds no eigenvalues of what is not finite; a matrix with such numbers has NaN. */
  private static Tensor leastEigenvalue(Tensor x) {
    Tensor finite = x.isFinite().all(-1, -2);
    Tensor safe = finite.unsqueeze(-1).unsqueeze(-1).where(x, identity(x));
    return finite.where(safe.symmetricEigenvalues().select(-1, 0), Double.NaN);
  }

  /** What rounding does to an eigenvalue of 0. */
  private static Tensor slack(Tensor x) {
    return x.abs().sum(-1).max(-1).mul(Vectors.rounding(x, 1));
  }
}
