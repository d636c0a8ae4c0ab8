package dev.jyro.constraint;

import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;

/** Between two bounds for each element, both included. */
record Between(Tensor low, Tensor high) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return value.ge(low).logicalAnd(value.le(high));
  }

  /** The middle; beside the other bound where one is infinite, and 0 where both are. */
  @Override
  public Tensor feasible(Tensor like) {
    return Gradients.paused(() -> finite().to(like.dataType()));
  }

  private Tensor finite() {
    Tensor middle = low.mul(0.5).add(high.mul(0.5));
    Tensor beside = low.isFinite().where(low.add(1), high.sub(1));
    Tensor none = middle.zerosLike();
    return middle.isFinite().where(middle, beside.isFinite().where(beside, none));
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
