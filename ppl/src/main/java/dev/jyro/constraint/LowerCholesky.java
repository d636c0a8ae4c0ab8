package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Square matrices that are 0 over the diagonal and greater than 0 on it. */
record LowerCholesky() implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    Tensor lower = value.tril(0).eq(value).all(-2, -1);
    return lower.logicalAnd(value.diagonal().gt(0).all(-1));
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
    return "lowerCholesky";
  }

  @Override
  public String toString() {
    return name();
  }
}
