package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Sums over the dimensions at the right. */
final class Events {
  private Events() {}

  /** The dimensions -1, -2, … */
  static int[] rightmost(int dims) {
    int[] right = new int[dims];
    for (int i = 0; i < dims; i++) {
      right[i] = -1 - i;
    }
    return right;
  }

  /** The sum over so many dimensions at the right. */
  static Tensor sum(Tensor each, int dims) {
    return each.sum(rightmost(dims));
  }
}
