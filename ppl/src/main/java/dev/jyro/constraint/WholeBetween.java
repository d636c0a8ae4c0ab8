package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** The whole numbers between two bounds for each element, both included. */
record WholeBetween(Tensor low, Tensor high) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return value.ge(low).logicalAnd(value.le(high)).logicalAnd(value.eq(value.floor()));
  }

  @Override
  public Tensor feasible(Tensor like) {
    return low.detach();
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public String name() {
    return "integerInterval(low, high)";
  }

  @Override
  public String toString() {
    return name();
  }
}
