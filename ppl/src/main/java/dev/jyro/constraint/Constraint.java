package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

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

  /** How many dimensions at the right one value takes: 0 for numbers, 1 for vectors. */
  default int eventDim() {
    return 0;
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
