package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** On one side of a bound for each element, with it or without. */
record Ray(Tensor bound, HalfLine.Side side) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return side.check(value, bound);
  }

  @Override
  public Tensor feasible(Tensor like) {
    return bound.add(side.sign()).to(like.dataType()).detach();
  }

  @Override
  public String name() {
    return side.word() + "(bound)";
  }

  @Override
  public String toString() {
    return name();
  }
}
