package dev.jyro.distribution;

import dev.jyro.constraint.Constraint;
import dev.jyro.tensor.Tensor;

/** On one side of a bound for each element, without it. */
record Beyond(Tensor bound, boolean isAbove) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return isAbove ? value.gt(bound) : value.lt(bound);
  }

  @Override
  public Tensor feasible(Tensor like) {
    return bound.detach().add(isAbove ? 1 : -1);
  }

  @Override
  public String name() {
    return isAbove ? "greaterThan(low)" : "lessThan(high)";
  }

  @Override
  public String toString() {
    return name();
  }
}
