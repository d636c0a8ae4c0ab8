package dev.jyro.constraint;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;

/**
 * Lower triangular factors of correlation matrices: greater than 0 on the diagonal, rows of length
 * 1 but for rounding.
 */
record CorrCholesky() implements Constraint {
  private static final Constraint LOWER = new LowerCholesky();

  @Override
  public Tensor check(Tensor value) {
    Tensor length = value.square().sum(-1).sqrt();
    Tensor unit = length.sub(1).abs().lt(tolerance(value)).all(-1);
    return LOWER.check(value).logicalAnd(unit);
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  @Override
  public Tensor feasible(Tensor like) {
    return LOWER.feasible(like);
  }

  @Override
  public int eventDim() {
    return 2;
  }

  @Override
  public String name() {
    return "corrCholesky";
  }

  @Override
  public String toString() {
    return name();
  }

  private static double tolerance(Tensor value) {
    double rounding = value.dataType() == DataType.FLOAT64 ? 0x1p-52 : 0x1p-23;
    return 10 * rounding * value.size(-1);
  }
}
