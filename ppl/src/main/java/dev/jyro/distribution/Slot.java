package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.tensor.Tensor;

/** A place for a parameter: whose it is, what it is called, and where it may be. */
record Slot(String distribution, String name, Constraint constraint) {

  /**
   * A number in this place.
   *
   * @throws JyroException if it may not be there
   */
  Operand of(double value) {
    return Operand.of(checked(value));
  }

  /** A tensor in this place, unread. */
  Operand of(Tensor value) {
    return Operand.of(floating(value));
  }

  /** The tensor itself; whole numbers and truth values become float32. */
  static Tensor floating(Tensor value) {
    return value.isFloating() ? value : value.to(DataType.FLOAT32);
  }

  /** The number itself, if it may be in this place. */
  double checked(double value) {
    if (!constraint.contains(value)) {
      throw Parameter.bad(distribution, name, value, constraint);
    }
    return value;
  }

  /** What stands in this place, as a parameter; a known number as a constant of the type. */
  Parameter holding(Operand operand, DataType type) {
    return new Parameter(name, operand.tensor(type), constraint);
  }
}
