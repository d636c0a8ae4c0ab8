package dev.jyro.distribution;

import dev.jyro.constraint.Constraint;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/** Several sets side by side: one for each place of the dimension before those of an event. */
record StackedSet(List<Constraint> parts) implements Constraint {
  @Override
  public Tensor check(Tensor value) {
    Tensor[] each = new Tensor[parts.size()];
    for (int i = 0; i < each.length; i++) {
      each[i] = parts.get(i).check(own(value, i));
    }
    return ShapeOps.stack(-1, each);
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  /** One of the first, in the place of each. */
  @Override
  public Tensor feasible(Tensor like) {
    return parts.get(0).feasible(own(like, 0)).expand(own(like, 0).shape()).unsqueeze(dim());
  }

  @Override
  public int eventDim() {
    return parts.get(0).eventDim();
  }

  @Override
  public boolean isDiscrete() {
    return parts.stream().allMatch(Constraint::isDiscrete);
  }

  @Override
  public String name() {
    return parts.stream().map(Constraint::name).collect(Collectors.joining(" or "));
  }

  @Override
  public String toString() {
    return name();
  }

  private Tensor own(Tensor value, int place) {
    return value.dim() <= eventDim()
        ? value
        : value.select(dim(), value.size(dim()) == 1 ? 0 : place);
  }

  private int dim() {
    return -1 - eventDim();
  }
}
