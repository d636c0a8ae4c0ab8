package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** On one side of a bound, with it or without. */
record HalfLine(double bound, Side side) implements Constraint {
  /** Which side, and whether the bound belongs to it. */
  enum Side {
    ABOVE("greaterThan"),
    FROM("greaterThanEq"),
    BELOW("lessThan");

    private final String word;

    Side(String word) {
      this.word = word;
    }

    /** 1 if values are greater than the bound, else -1. */
    int sign() {
      return this == BELOW ? -1 : 1;
    }
  }

  @Override
  public Tensor check(Tensor value) {
    return switch (side) {
      case ABOVE -> value.gt(bound);
      case FROM -> value.ge(bound);
      case BELOW -> value.lt(bound);
    };
  }

  @Override
  public boolean contains(double number) {
    return switch (side) {
      case ABOVE -> number > bound;
      case FROM -> number >= bound;
      case BELOW -> number < bound;
    };
  }

  @Override
  public Tensor feasible(Tensor like) {
    return like.constant(bound + side.sign());
  }

  @Override
  public String name() {
    return Constraints.text(side.word, bound);
  }

  @Override
  public String toString() {
    return name();
  }
}
