package dev.jyro.constraint;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;

/** The sets of vectors. */
final class Vectors {
  static final Constraint SIMPLEX =
      EventSet.ofVectors("simplex", Vectors::isSimplex, Vectors::even);
  static final Constraint ORDERED =
      EventSet.ofVectors("orderedVector", Vectors::isOrdered, x -> steps(x, 0));
  static final Constraint POSITIVE_ORDERED =
      EventSet.ofVectors(
          "positiveOrderedVector", x -> isOrdered(x).logicalAnd(x.gt(0).all(-1)), x -> steps(x, 1));
  static final Constraint SPHERE =
      EventSet.ofVectors(
          "sphere", Vectors::isUnit, x -> x.constant(1 / Math.sqrt((double) x.size(-1))));
  static final Constraint ONE_HOT =
      EventSet.ofCounts("oneHot", Vectors::isOneHot, x -> steps(x, 0).eq(0).to(x.dataType()));
  static final Constraint PERMUTATION =
      EventSet.ofCounts("permutation", x -> x.sort(-1).eq(steps(x, 0)).all(-1), x -> steps(x, 0));

  private static final double SINGLE_EPSILON = Math.ulp(1f);
  private static final double DOUBLE_EPSILON = Math.ulp(1.0);

  private Vectors() {}

  /** Counts that sum to no more than this. */
  static Constraint counts(int total) {
    return EventSet.ofCounts(
        Constraints.text("multinomial", total),
        x -> x.ge(0).logicalAnd(x.eq(whole(x))).all(-1).logicalAnd(x.sum(-1).le(total)),
        x -> x.constant(0));
  }

  /** The rounding error of the type, for sums of about this many numbers around 1. */
  static double rounding(Tensor x, long terms) {
    double epsilon = x.dataType() == DataType.FLOAT64 ? DOUBLE_EPSILON : SINGLE_EPSILON;
    return 10 * epsilon * Math.max(1, terms);
  }

  /**
   * Whether the last dimension sums to 1, as near as the type allows and never nearer than 1e-6.
   */
  private static Tensor isSimplex(Tensor x) {
    double off = Math.max(1e-6, rounding(x, 1) * Math.sqrt((double) x.size(-1)));
    return x.ge(0).all(-1).logicalAnd(x.sum(-1).sub(1).abs().le(off));
  }

  private static Tensor isOrdered(Tensor x) {
    long steps = x.size(-1) - 1;
    Tensor numbers = x.eq(x).all(-1);
    return steps < 1
        ? numbers
        : numbers.logicalAnd(x.narrow(-1, 1, steps).gt(x.narrow(-1, 0, steps)).all(-1));
  }

  private static Tensor isUnit(Tensor x) {
    return x.square().sum(-1).sqrt().sub(1).abs().le(rounding(x, x.size(-1)));
  }

  private static Tensor isOneHot(Tensor x) {
    return x.eq(0).logicalOr(x.eq(1)).all(-1).logicalAnd(x.sum(-1).eq(1));
  }

  /** Whole numbers are their own; Torch rounds no others. */
  private static Tensor whole(Tensor x) {
    return x.isFloating() ? x.floor() : x;
  }

  private static Tensor even(Tensor x) {
    return x.constant(1.0 / x.size(-1));
  }

  /** The numbers first, first + 1, … */
  private static Tensor steps(Tensor x, int first) {
    return Tensor.arange(x.size(-1)).add(first).to(x.dataType());
  }
}
