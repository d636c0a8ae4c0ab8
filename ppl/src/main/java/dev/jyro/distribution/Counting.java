package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;

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

  /**
   * {@code Σ_(k ≤ value) p(k)}, term by term; the largest value is read, or the largest total if
   * that is less.
   */
  final Tensor summed(Tensor value, Operand total) {
    Tensor upTo = total.beside(number(value)).minimum(number(value).floor());
    Tensor counts = leading(Math.max(0, (long) upTo.max().item()) + 1, upTo);
    Tensor each = logDensity(counts).exp();
    return counts.le(upTo).where(each, each.constant(0)).sum(0);
  }

  /** {@code -Σ p(k) log p(k)} over so many counts from 0 on. */
  final Tensor summedEntropy(long counts) {
    Tensor logs = logProb(leading(counts, Tensor.zeros(batchShape(), type())));
    Tensor finite = logs.maximum(-Float.MAX_VALUE);
    return finite.exp().mul(finite).sum(0).neg();
  }

  /** 0, 1, 2, … along a new first dimension, for what broadcasts with the batch. */
  private Tensor leading(long count, Tensor like) {
    int rank = Math.max(batchShape().dimension(), like.dim());
    long[] sizes = new long[rank + 1];
    Arrays.fill(sizes, 1);
    sizes[0] = count;
    return Tensor.arange(count).to(type()).reshape(sizes);
  }

  /** From double precision back to the type of the density of a count. */
  final Tensor rounded(Tensor density, Tensor count) {
    return rounded(density, count, type());
  }

  /** {@code log count!}. */
  static Tensor logFactorial(Tensor count) {
    return count.add(1).lgamma();
  }
}
