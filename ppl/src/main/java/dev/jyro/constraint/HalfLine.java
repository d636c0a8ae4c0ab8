package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** On one side of a bound, without it. */
record HalfLine(double bound, boolean isAbove) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return isAbove ? value.gt(bound) : value.lt(bound);
  }

  @Override
  public boolean contains(double number) {
    return isAbove ? number > bound : number < bound;
  }

  @Override
  public Tensor feasible(Tensor like) {
    return like.constant(isAbove ? bound + 1 : bound - 1);
  }

  @Override
  public String name() {
    return Constraints.text(isAbove ? "greaterThan" : "lessThan", bound);
  }

  @Override
  public String toString() {
    return name();
  }
}
