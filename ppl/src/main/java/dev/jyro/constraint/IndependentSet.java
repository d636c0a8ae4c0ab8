package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Several numbers that are one value. */
record IndependentSet(Constraint base, int dims) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    int[] right = new int[dims];
    for (int i = 0; i < dims; i++) {
      right[i] = -1 - i;
    }
    return base.check(value).all(right);
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  @Override
  public Tensor feasible(Tensor like) {
    return base.feasible(like);
  }

  @Override
  public Constraint ofElements() {
    return base.ofElements();
  }

  @Override
  public int eventDim() {
    return base.eventDim() + dims;
  }

  @Override
  public boolean isDiscrete() {
    return base.isDiscrete();
  }

  @Override
  public String name() {
    return "independent(" + base.name() + ", " + dims + ")";
  }

  @Override
  public String toString() {
    return name();
  }
}
