package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Where a bijector leads from some part of its domain. */
record ImageOf(Constraint base, Bijector bijector) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    Tensor inside = bijector.codomain().check(value);
    int more = base.eventDim() - bijector.domain().eventDim();
    Tensor whole = more == 0 ? inside : inside.all(Events.rightmost(more));
    return whole.logicalAnd(base.check(bijector.inverse(value)));
  }

  @Override
  public Tensor feasible(Tensor like) {
    return bijector.forward(base.feasible(bijector.inverse(bijector.codomain().feasible(like))));
  }

  @Override
  public int eventDim() {
    return bijector.codomain().eventDim() + base.eventDim() - bijector.domain().eventDim();
  }

  @Override
  public boolean contains(double number) {
    return eventDim() == 0 && Constraint.super.contains(number);
  }

  @Override
  public boolean isDiscrete() {
    return base.isDiscrete();
  }

  @Override
  public String name() {
    return "image of " + base.name();
  }

  @Override
  public String toString() {
    return name();
  }
}
