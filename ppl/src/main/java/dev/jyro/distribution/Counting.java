package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.tensor.Tensor;

/**
 * What distributions of counts share. Values may be of any numeric type, samples have the
 * parameters'.
 */
abstract class Counting extends Univariate {
  Counting(Shape batchShape) {
    super(batchShape);
  }

  /** The type of the parameters. */
  abstract DataType type();

  /** The log density of counts of floating-point type. */
  abstract Tensor score(Tensor count);

  @Override
  protected final Tensor logDensity(Tensor value) {
    return score(number(value));
  }

  @Override
  public Constraint support() {
    return Constraints.nonNegativeInteger();
  }

  /** The value, of floating-point type. */
  final Tensor number(Tensor value) {
    return value.isFloating() ? value : value.to(type());
  }

  /** A parameter as a tensor of the batch's shape, for draws. */
  final Tensor each(Operand operand) {
    return operand.tensor(type()).detach().expand(batchShape());
  }

  /** {@code log count!}. */
  static Tensor logFactorial(Tensor count) {
    return count.add(1).lgamma();
  }
}
