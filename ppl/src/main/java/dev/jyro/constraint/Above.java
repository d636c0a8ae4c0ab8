package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Greater than a bound for each element. */
record Above(Tensor bound) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return value.gt(bound);
  }

  @Override
  public Tensor feasible(Tensor like) {
    return bound.add(1).detach();
  }

  @Override
  public String name() {
    return "greaterThan(bound)";
  }

  @Override
  public String toString() {
    return name();
  }
}
