package dev.jyro.constraint;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;

/** Vectors of numbers that are 0 or greater and sum to 1, but for rounding. */
record Simplex() implements Constraint {
  private static final double LEAST_TOLERANCE = 1e-6;
  private static final double ROUNDING = 0x1p-23;

  @Override
  public Tensor check(Tensor value) {
    Tensor whole = value.sum(-1).sub(1).abs().lt(tolerance(value));
    return value.ge(0).all(-1).logicalAnd(whole);
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  @Override
  public Tensor feasible(Tensor like) {
    return like.constant(1.0 / like.size(-1));
  }

  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public String name() {
    return "simplex";
  }

  @Override
  public String toString() {
    return name();
  }

  /** What rounding each number may do to the sum. */
  private static double tolerance(Tensor value) {
    return value.dataType() == DataType.FLOAT64
        ? LEAST_TOLERANCE
        : Math.max(LEAST_TOLERANCE, 10 * ROUNDING * value.size(-1));
  }
}
