package dev.jyro.tensor;

import java.util.List;

/**
 * Hears of every tensor operation on the thread while its {@link TensorScope} is the innermost.
 *
 * <p>For profiles and tests: {@code TensorScope.open(listener)}. Listening costs the operation a
 * clock reading and two small lists; without a listener nothing.
 */
@FunctionalInterface
public interface OpListener {
  /**
   * Called after each operation.
   *
   * @param operation its name, such as {@code logSumExp}
   * @param inputs the tensors that went in
   * @param attributes what else it was given: dimensions, sizes, numbers
   * @param output the result
   * @param nanos the time in Torch, in nanoseconds
   */
  void ran(String operation, List<Tensor> inputs, List<?> attributes, Tensor output, long nanos);
}
