package dev.jyro.handler;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/**
 * A distribution's parameter in a random model: a tensor, or a number that is known; the two take
 * different ways through a density.
 *
 * @param number the number, if it is known
 * @param given the tensor, if it is none
 */
record Amount(double number, Option<Tensor> given) {
  static Amount of(double number) {
    return new Amount(number, Option.none());
  }

  static Amount of(Tensor tensor) {
    return new Amount(Double.NaN, Option.of(tensor));
  }

  boolean isKnown() {
    return given.isEmpty();
  }

  /** As float64. */
  Tensor tensor() {
    return given.getOrElse(() -> Tensor.scalar(number, DataType.FLOAT64));
  }

  /** As a vector of float64: its multiples by these. */
  Tensor times(double... multiples) {
    return tensor().unsqueeze(-1).mul(Tensor.of(multiples));
  }

  /** As a vector of float64: its sums with these. */
  Tensor plus(double... shifts) {
    return tensor().unsqueeze(-1).add(Tensor.of(shifts));
  }

  /** As a lower triangular matrix of float64 with it in the diagonal. */
  Tensor tril() {
    Tensor below = Tensor.of(new double[] {0, 0, 0.3, 0}).reshape(2, 2);
    return tensor().unsqueeze(-1).unsqueeze(-1).mul(Tensor.eye(2, DataType.FLOAT64)).add(below);
  }

  /** As a positive definite matrix of float64. */
  Tensor gram() {
    Tensor half = Tensor.of(new double[] {1, 0.3, 0.3, 1.5}).reshape(2, 2);
    return tensor().unsqueeze(-1).unsqueeze(-1).mul(half);
  }
}
