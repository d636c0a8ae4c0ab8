package dev.jyro.hostile;

import dev.jyro.tensor.Tensor;

/** What was read must be there in full: as many numbers as the shape says. */
public final class InFull {
  private InFull() {}

  /** Reads all numbers of a tensor. */
  public static void need(String name, Tensor read) {
    need(name, read.shape().size(), read.toDoubles().length);
  }

  /** Compares the number of values. */
  public static void need(String name, long needed, long found) {
    if (needed != found) {
      throw new AssertionError(
          "'%s' was read with %d values. Needed: %d.".formatted(name, found, needed));
    }
  }
}
