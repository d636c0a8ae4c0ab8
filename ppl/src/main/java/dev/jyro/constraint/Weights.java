package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Vectors of numbers that are 0 or greater, one of them at least greater. */
record Weights() implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return value.ge(0).all(-1).logicalAnd(value.gt(0).any(-1));
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public String name() {
    return "weights (nonNegative, not all 0)";
  }

  @Override
  public String toString() {
    return name();
  }
}
