package dev.jyro.constraint;

import ai.djl.ndarray.types.Shape;

/** From vectors of real numbers to matrices with as many free numbers in their lower triangle. */
interface TriangularVector extends Bijector {
  /** Whether the diagonal is not free. */
  boolean isStrict();

  @Override
  default Constraint domain() {
    return Constraints.independent(Constraints.real(), 1);
  }

  @Override
  default Shape forwardShape(Shape x) {
    long length = x.dimension() == 0 ? 0 : x.get(x.dimension() - 1);
    return Triangle.ofLength(length, isStrict()).matrixShape(x);
  }

  @Override
  default Shape inverseShape(Shape y) {
    return Triangle.vectorShape(y, isStrict());
  }
}
