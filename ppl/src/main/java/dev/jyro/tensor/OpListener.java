package dev.jyro.tensor;

import java.util.List;

/**
 * Hears of every tensor operation on the thread while its {@link TensorScope} is open, those in
 * inner scopes included unless one has a listener of its own.
 *
 * <p>For profiles and tests: {@code TensorScope.open(listener)}. Listening costs the operation a
 * clock reading and a few small lists; without a listener nothing. What a listener computes itself
 * is not told. What it throws, the operation throws.
 */
@FunctionalInterface
public interface OpListener {
  /**
   * Called after each operation.
   *
   * @param operation its name, such as {@code logSumExp}; of a network that DJL runs, its class
   * @param inputs the tensors that went in
   * @param attributes what else it was given: dimensions, sizes, numbers
   * @param outputs the results: one, several as from {@code split}, or none from an update in place
   * @param nanos the time in Torch and to record it, in nanoseconds
   */
  void ran(
      String operation, List<Tensor> inputs, List<?> attributes, List<Tensor> outputs, long nanos);

  /**
   * Called before a tensor's numbers are read into Java, where what becomes of them cannot be seen.
   */
  default void reads(Tensor tensor) {}
}
