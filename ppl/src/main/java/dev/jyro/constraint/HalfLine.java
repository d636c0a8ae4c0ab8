package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** On one side of a bound, with it or without. */
record HalfLine(double bound, Side side) implements Constraint {
  /** Which side, and whether the bound belongs to it. */
  enum Side {
    ABOVE("greaterThan"),
    FROM("greaterThanEq"),
    BELOW("lessThan"),
    UP_TO("lessThanEq");

    private final String word;

    Side(String word) {
      this.word = word;
    }

    /** What such a set is called, before its bound. */
    String word() {
      return word;
    }

    /** 1 if values are greater than the bound, else -1. */
    int sign() {
      return this == BELOW || this == UP_TO ? -1 : 1;
    }

    /** Where the value lies on this side of the bound. */
    Tensor check(Tensor value, Tensor bound) {
      return switch (this) {
        case ABOVE -> value.gt(bound);
        case FROM -> value.ge(bound);
        case BELOW -> value.lt(bound);
        case UP_TO -> value.le(bound);
      };
    }
  }

  @Override
  public Tensor check(Tensor value) {
    return side.check(value, value.constant(bound));
  }

  @Override
  public boolean contains(double number) {
    return switch (side) {
      case ABOVE -> number > bound;
      case FROM -> number >= bound;
      case BELOW -> number < bound;
      case UP_TO -> number <= bound;
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
