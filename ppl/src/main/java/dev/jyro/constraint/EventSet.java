package dev.jyro.constraint;

import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import java.util.function.UnaryOperator;

/** A set of vectors or matrices that its name tells: two of one name are equal. */
record EventSet(
    String name,
    boolean isDiscrete,
    int eventDim,
    UnaryOperator<Tensor> membership,
    UnaryOperator<Tensor> inside)
    implements Constraint {
  static EventSet ofVectors(
      String name, UnaryOperator<Tensor> membership, UnaryOperator<Tensor> inside) {
    return new EventSet(name, false, 1, membership, inside);
  }

  static EventSet ofCounts(
      String name, UnaryOperator<Tensor> membership, UnaryOperator<Tensor> inside) {
    return new EventSet(name, true, 1, membership, inside);
  }

  /** Values that are no square matrices are outside, whatever the test would make of them. */
  static EventSet ofSquares(String name, UnaryOperator<Tensor> membership) {
    UnaryOperator<Tensor> ofSquare =
        x -> Matrices.areSquare(x) ? membership.apply(x) : Matrices.none(x);
    return new EventSet(name, false, 2, ofSquare, Matrices::identity);
  }

  @Override
  public Tensor check(Tensor value) {
    if (value.dim() < eventDim) {
      throw new ShapeException(
          "%s: the value has shape %s. Needed: %d dimensions at least, which are one value."
              .formatted(name, value.shape(), eventDim));
    }
    return membership.apply(value);
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  @Override
  public Tensor feasible(Tensor like) {
    return inside.apply(like);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventSet set && set.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
