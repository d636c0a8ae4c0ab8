package dev.jyro.handler;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;

/** Bounds of supports, and what else is fixed in a kind. */
final class Bounds {
  private Bounds() {}

  static Tensor tensor(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }
}
