package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Between two bounds, both included. */
record Interval(double low, double high) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return value.ge(low).logicalAnd(value.le(high));
  }

  @Override
  public boolean contains(double number) {
    return number >= low && number <= high;
  }

  @Override
  public Tensor feasible(Tensor like) {
    return like.constant(low + (high - low) / 2);
  }

  @Override
  public String name() {
    return low == 0 && high == 1 ? "unitInterval" : Constraints.text("interval", low, high);
  }

  @Override
  public String toString() {
    return name();
  }
}
