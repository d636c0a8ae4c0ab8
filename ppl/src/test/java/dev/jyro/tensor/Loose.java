package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import dev.jyro.Footprint;

/** A process that makes tensors of 25 KiB outside scopes in a tight loop, and prints footprints. */
final class Loose {
  private static final int NUMBERS = 6_400;
  private static final int PRINTS = 100;

  private Loose() {}

  public static void main(String[] arguments) {
    Footprint.print(
        Integer.parseInt(arguments[0]),
        PRINTS,
        round -> Tensor.full(1, DataType.FLOAT32, NUMBERS),
        TensorScope::unscoped);
  }
}
