package dev.jyro.constraint;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/** A bijector of numbers that rises. */
interface Rising extends Bijector {
  @Override
  default Option<Tensor> sign() {
    return sign(1);
  }

  /** 1 or -1, shared by everybody. */
  static Option<Tensor> sign(int sign) {
    return Option.of(Tensor.constant(sign, DataType.FLOAT32));
  }
}
