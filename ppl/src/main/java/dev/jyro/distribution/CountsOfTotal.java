package dev.jyro.distribution;

import dev.jyro.constraint.Constraint;
import dev.jyro.tensor.Tensor;

/** Vectors of whole numbers of 0 or more that sum to the total, not less. */
record CountsOfTotal(double total) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    Tensor whole = value.isFloating() ? value.eq(value.floor()) : value.eq(value);
    return value.ge(0).logicalAnd(whole).all(-1).logicalAnd(value.sum(-1).eq(total));
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  /** All in the first place. */
  @Override
  public Tensor feasible(Tensor like) {
    return Tensor.indices(like.size(-1)).eq(0).to(like.dataType()).mul(total);
  }

  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public String name() {
    return "countsOfTotal(%.0f)".formatted(total);
  }

  @Override
  public String toString() {
    return name();
  }
}
