package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Symmetric matrices all of whose eigenvalues are greater than 0. */
record PositiveDefinite() implements Constraint {
  private static final double RELATIVE = 1e-5;
  private static final double ABSOLUTE = 1e-6;

  @Override
  public Tensor check(Tensor value) {
    Tensor symmetric = value.isClose(value.mT(), RELATIVE, ABSOLUTE).all(-2, -1);
    return symmetric.logicalAnd(value.isPositiveDefinite());
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  @Override
  public Tensor feasible(Tensor like) {
    return Tensor.eye(Math.toIntExact(like.size(-1)), like.dataType());
  }

  @Override
  public int eventDim() {
    return 2;
  }

  @Override
  public String name() {
    return "positiveDefinite";
  }

  @Override
  public String toString() {
    return name();
  }
}
