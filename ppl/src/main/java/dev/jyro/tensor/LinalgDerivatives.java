package dev.jyro.tensor;

import java.util.Map;

/**
 * The derivatives of triangular matrices and of what is computed with them.
 *
 * <p>Source: Giles 2008, Collected Matrix Derivative Results for Forward and Reverse Mode
 * Algorithmic Differentiation; Murray 2016, Differentiation of the Cholesky decomposition.
 */
final class LinalgDerivatives {
  private LinalgDerivatives() {}

  static void addTo(Map<Op, Derivative> table) {
    table.put(Op.CHOLESKY, Derivative.of((node, g, place) -> cholesky(node.out(), g)));
    table.put(Op.DIAG_EMBED, Derivative.of((node, g, place) -> g.diagonal()));
    table.put(Op.TRIANGULAR_SOLVE, Derivative.of(LinalgDerivatives::triangularSolve));
    table.put(Op.TRIL, Derivative.of((node, g, place) -> g.tril(node.number(0))));
    table.put(Op.TRIU, Derivative.of((node, g, place) -> g.triu(node.number(0))));
  }

  /** Symmetric, as the matrix is: the factor is computed from one of its halves only. */
  private static Tensor cholesky(Tensor factor, Tensor g) {
    Tensor product = factor.mT().matmul(g);
    Tensor half = product.tril(0).sub(product.diagonal().mul(0.5).diagEmbed());
    Tensor left = factor.mT().upperTriangularSolve(half);
    Tensor both = factor.mT().upperTriangularSolve(left.mT());
    return both.add(both.mT()).mul(0.5);
  }

  private static Tensor triangularSolve(Node node, Tensor g, int place) {
    Tensor a = node.in(0);
    boolean upper = node.flag(0);
    Tensor right = upper ? a.mT().triangularSolve(g) : a.mT().upperTriangularSolve(g);
    if (place == 1) {
      return right;
    }
    Tensor by = right.matmul(node.out().mT()).neg();
    return upper ? by.triu(0) : by.tril(0);
  }
}
