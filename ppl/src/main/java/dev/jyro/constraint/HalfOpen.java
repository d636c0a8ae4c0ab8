package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** From one bound, which is included, to another, which is not. */
record HalfOpen(double low, double high) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return value.ge(low).logicalAnd(value.lt(high));
  }

  @Override
  public boolean contains(double number) {
    return number >= low && number < high;
  }

  @Override
  public Tensor feasible(Tensor like) {
    return like.constant(low + (high - low) / 2);
  }

  @Override
  public String name() {
    return Constraints.text("halfOpenInterval", low, high);
  }

  @Override
  public String toString() {
    return name();
  }
}
