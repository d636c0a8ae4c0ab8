package dev.jyro.constraint;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/**
 * A set of values: a distribution's support, or where a parameter may be.
 *
 * <p>{@link Constraints} has the usual ones; {@link Bijectors#to} has a way from all real numbers
 * into each continuous one. Constraints are immutable; two that describe the same set are equal.
 */
public interface Constraint {
  /**
   * Where the value lies in the set.
   *
   * @param value of any shape that ends in {@link #eventDim} dimensions
   * @return a boolean tensor of the shape without those
   */
  Tensor check(Tensor value);

  /** Whether a number lies in the set, for each element if they differ; for sets of numbers. */
  default boolean contains(double number) {
    try (TensorScope scope = TensorScope.open()) {
      return check(Tensor.scalar(number, DataType.FLOAT64)).all().item() != 0;
    }
  }

  /**
   * A value well inside the set, to put where no value matters; of the type of {@code like}, whose
   * shape it broadcasts to. A set that knows none answers {@code like} itself.
   */
  default Tensor feasible(Tensor like) {
    return like;
  }

  /** How many dimensions at the right one value takes: 0 for numbers, 1 for vectors. */
  default int eventDim() {
    return 0;
  }

  /** The set of each part, if a value is several that have nothing to do with each other. */
  default Constraint ofElements() {
    return this;
  }

  /** Whether the values can be counted. */
  default boolean isDiscrete() {
    return false;
  }

  /**
   * The set in words, as messages and saved files name it: {@code positive}, {@code interval(0,
   * 1)}.
   */
  String name();
}
