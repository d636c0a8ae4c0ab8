package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Between two bounds for each element, both included. */
record Between(Tensor low, Tensor high) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return value.ge(low).logicalAnd(value.le(high));
  }

  @Override
  public Tensor feasible(Tensor like) {
    return low.add(high).mul(0.5).detach();
  }

  @Override
  public String name() {
    return "interval(low, high)";
  }

  @Override
  public String toString() {
    return name();
  }
}
