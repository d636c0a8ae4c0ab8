package dev.jyro.distribution;

import dev.jyro.constraint.Constraint;
import dev.jyro.tensor.Tensor;

/** What lies in any of several sets, which a dimension before those of an event counts. */
record AnyComponent(Constraint each) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    return each.check(value.unsqueeze(componentDim())).any(-1);
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  /** That of the first. */
  @Override
  public Tensor feasible(Tensor like) {
    Tensor inside = each.feasible(like.unsqueeze(componentDim()));
    return inside.dim() == 0 ? inside : inside.select(componentDim(), 0);
  }

  @Override
  public int eventDim() {
    return each.eventDim();
  }

  @Override
  public boolean isDiscrete() {
    return each.isDiscrete();
  }

  @Override
  public String name() {
    return "any(" + each.name() + ")";
  }

  @Override
  public String toString() {
    return name();
  }

  private int componentDim() {
    return -1 - each.eventDim();
  }
}
