package dev.jyro.constraint;

import dev.jyro.JyroException;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The usual constraints, named as in torch.distributions.
 *
 * <p>Those of numbers, of vectors ({@code simplex}, {@code orderedVector}, …) and of square
 * matrices ({@code lowerCholesky}, {@code positiveDefinite}, …); {@link #independent}, {@link #cat}
 * and {@link #stack} make larger ones of them. Sums and norms that must be 1 may be off by what
 * rounding does.
 *
 * <p>Immutable; safe for any number of threads.
 */
public final class Constraints {
  private static final Constraint REAL =
      new NumberSet("real", false, 0, x -> x.eq(x), x -> !Double.isNaN(x));
  private static final Constraint POSITIVE =
      new NumberSet("positive", false, 1, x -> x.gt(0), x -> x > 0);
  private static final Constraint NON_NEGATIVE =
      new NumberSet("nonNegative", false, 1, x -> x.ge(0), x -> x >= 0);
  private static final Constraint UNIT_INTERVAL = new Interval(0, 1);
  private static final Constraint BOOLEAN =
      new NumberSet("boolean", true, 0, x -> x.eq(0).logicalOr(x.eq(1)), x -> x == 0 || x == 1);
  private static final Constraint INTEGER =
      new NumberSet("integer", true, 0, x -> x.eq(x.floor()), x -> x == Math.floor(x));
  private static final Constraint NON_NEGATIVE_INTEGER =
      new NumberSet(
          "nonNegativeInteger",
          true,
          0,
          x -> x.ge(0).logicalAnd(x.eq(x.floor())),
          x -> x >= 0 && x == Math.floor(x));

  private static final Constraint POSITIVE_INTEGER =
      new NumberSet(
          "positiveInteger",
          true,
          1,
          x -> x.ge(1).logicalAnd(x.eq(x.floor())),
          x -> x >= 1 && x == Math.floor(x));
  private static final Constraint SOFTPLUS_POSITIVE =
      new NumberSet("softplusPositive", false, 1, x -> x.gt(0), x -> x > 0);
  private static final Constraint CIRCULAR =
      new NumberSet(
          "circular", false, 0, x -> x.abs().le(x.constant(Math.PI)), x -> Math.abs(x) <= Math.PI);
  private static final Constraint OPEN_UNIT_INTERVAL =
      new NumberSet(
          "openUnitInterval", false, 0.5, x -> x.gt(0).logicalAnd(x.lt(1)), x -> x > 0 && x < 1);

  private static final Constraint WEIGHTS = new Weights();

  private Constraints() {}

  /** All numbers; only NaN is outside. */
  public static Constraint real() {
    return REAL;
  }

  /** Greater than 0. */
  public static Constraint positive() {
    return POSITIVE;
  }

  /** 0 or greater. */
  public static Constraint nonNegative() {
    return NON_NEGATIVE;
  }

  /** From 0 to 1, both included. */
  public static Constraint unitInterval() {
    return UNIT_INTERVAL;
  }

  /** Greater than 0 and less than 1. */
  public static Constraint openUnitInterval() {
    return OPEN_UNIT_INTERVAL;
  }

  /** From {@code low} to {@code high}, both included. */
  public static Constraint interval(double low, double high) {
    if (!(low < high)) {
      throw new JyroException(
          "interval: from %s to %s. Needed: the first less than the second.".formatted(low, high));
    }
    return low == 0 && high == 1 ? UNIT_INTERVAL : new Interval(low, high);
  }

  /** From {@code low}, which is included, to {@code high}, which is not. */
  public static Constraint halfOpenInterval(double low, double high) {
    if (!(low < high)) {
      throw new JyroException(
          "halfOpenInterval: from %s to %s. Needed: the first less than the second."
              .formatted(low, high));
    }
    return new HalfOpen(low, high);
  }

  /** From {@code low} to {@code high}, both included, for each element; they are not read. */
  public static Constraint interval(Tensor low, Tensor high) {
    return new Between(low, high);
  }

  /** Greater than {@code bound}. */
  public static Constraint greaterThan(double bound) {
    return bound == 0 ? POSITIVE : new HalfLine(bound, HalfLine.Side.ABOVE);
  }

  /** Greater than {@code bound}, for each element; it is not read. */
  public static Constraint greaterThan(Tensor bound) {
    return new Ray(bound, HalfLine.Side.ABOVE);
  }

  /** {@code bound} or greater. */
  public static Constraint greaterThanEq(double bound) {
    return bound == 0 ? NON_NEGATIVE : new HalfLine(bound, HalfLine.Side.FROM);
  }

  /** {@code bound} or greater, for each element; it is not read. */
  public static Constraint greaterThanEq(Tensor bound) {
    return new Ray(bound, HalfLine.Side.FROM);
  }

  /** Less than {@code bound}. */
  public static Constraint lessThan(double bound) {
    return new HalfLine(bound, HalfLine.Side.BELOW);
  }

  /** {@code bound} or less. */
  public static Constraint lessThanEq(double bound) {
    return new HalfLine(bound, HalfLine.Side.UP_TO);
  }

  /** {@code bound} or less, for each element; it is not read. */
  public static Constraint lessThanEq(Tensor bound) {
    return new Ray(bound, HalfLine.Side.UP_TO);
  }

  /** As {@link #positive}, but reached from the real numbers by {@code log(1 + exp x)}. */
  public static Constraint softplusPositive() {
    return SOFTPLUS_POSITIVE;
  }

  /** Angles from -π to π, in radians, both included. */
  public static Constraint circular() {
    return CIRCULAR;
  }

  // ---- Whole numbers

  /** 0 or 1. */
  public static Constraint bool() {
    return BOOLEAN;
  }

  /** …, -1, 0, 1, … */
  public static Constraint integer() {
    return INTEGER;
  }

  /** 0, 1, 2, … */
  public static Constraint nonNegativeInteger() {
    return NON_NEGATIVE_INTEGER;
  }

  /** 1, 2, 3, … */
  public static Constraint positiveInteger() {
    return POSITIVE_INTEGER;
  }

  /** The whole numbers from {@code low} to {@code high}, both included. */
  public static Constraint integerInterval(int low, int high) {
    return new NumberSet(
        text("integerInterval", low, high),
        true,
        low,
        x -> x.ge(low).logicalAnd(x.le(high)).logicalAnd(x.eq(x.floor())),
        x -> x >= low && x <= high && x == Math.floor(x));
  }

  /**
   * The whole numbers from {@code low} to {@code high}, both included, for each element; the bounds
   * are not read.
   */
  public static Constraint integerInterval(Tensor low, Tensor high) {
    return new WholeBetween(low, high);
  }

  // ---- Vectors

  /** Vectors of numbers that are 0 or greater and sum to 1. */
  public static Constraint simplex() {
    return Vectors.SIMPLEX;
  }

  /** Vectors each of whose numbers is greater than the one before. */
  public static Constraint orderedVector() {
    return Vectors.ORDERED;
  }

  /** Vectors of positive numbers each of which is greater than the one before. */
  public static Constraint positiveOrderedVector() {
    return Vectors.POSITIVE_ORDERED;
  }

  /** Vectors of length 1: the sum of squares is 1. */
  public static Constraint sphere() {
    return Vectors.SPHERE;
  }

  /** Vectors of zeros and a single 1. */
  public static Constraint oneHot() {
    return Vectors.ONE_HOT;
  }

  /** Vectors of the whole numbers 0 … n-1 in any order. */
  public static Constraint permutation() {
    return Vectors.PERMUTATION;
  }

  /** Vectors of whole numbers that are 0 or greater and sum to at most {@code total}. */
  public static Constraint multinomial(int total) {
    return Vectors.counts(total);
  }

  /** Vectors of numbers that are 0 or greater, one of them at least greater. */
  public static Constraint weights() {
    return WEIGHTS;
  }

  // ---- Square matrices

  /** Matrices with as many rows as columns. */
  public static Constraint square() {
    return Matrices.SQUARE;
  }

  /** Matrices that equal their transpose. */
  public static Constraint symmetric() {
    return Matrices.SYMMETRIC;
  }

  /** Symmetric matrices whose eigenvalues are 0 or greater, up to rounding. */
  public static Constraint positiveSemidefinite() {
    return Matrices.POSITIVE_SEMIDEFINITE;
  }

  /** Symmetric matrices whose eigenvalues are positive. */
  public static Constraint positiveDefinite() {
    return Matrices.POSITIVE_DEFINITE;
  }

  /** Matrices that are 0 right of the diagonal. */
  public static Constraint lowerTriangular() {
    return Matrices.LOWER_TRIANGULAR;
  }

  /** Lower triangular matrices whose diagonal is positive: Cholesky factors. */
  public static Constraint lowerCholesky() {
    return Matrices.LOWER_CHOLESKY;
  }

  /** As {@link #lowerCholesky}, but the diagonal is reached by {@code log(1 + exp x)}. */
  public static Constraint softplusLowerCholesky() {
    return Matrices.SOFTPLUS_LOWER_CHOLESKY;
  }

  /** Cholesky factors of correlation matrices: the squares of each row sum to 1. */
  public static Constraint corrCholesky() {
    return Matrices.CORR_CHOLESKY;
  }

  /** Positive definite matrices whose diagonal is 1. */
  public static Constraint corrMatrix() {
    return Matrices.CORR_MATRIX;
  }

  // ---- Made of others

  /**
   * Values that are joined along a dimension, each run in a set of its own.
   *
   * @param dim counted from the right: -1 is the last
   * @param lengths of the runs
   * @param constraints as many
   */
  public static Constraint cat(int dim, long[] lengths, Constraint... constraints) {
    if (lengths.length != constraints.length || Arrays.stream(lengths).anyMatch(n -> n < 1)) {
      throw new JyroException(
          "cat: lengths %s for %d constraints. Needed: as many, each at least 1."
              .formatted(Arrays.toString(lengths), constraints.length));
    }
    return new Pieces(
        dim,
        IntStream.range(0, lengths.length)
            .mapToObj(i -> new Pieces.Piece(constraints[i], lengths[i]))
            .toList());
  }

  /**
   * Values that lie side by side along a dimension, each in a set of its own.
   *
   * @param dim counted from the right: -1 is the last
   */
  public static Constraint stack(int dim, Constraint... constraints) {
    return new Pieces(
        dim,
        Arrays.stream(constraints)
            .map(each -> new Pieces.Piece(each, Pieces.Piece.ENTRY))
            .toList());
  }

  /**
   * The {@code dims} dimensions at the right together are one value, each number in {@code base}.
   */
  public static Constraint independent(Constraint base, int dims) {
    if (base instanceof IndependentSet inner) {
      return new IndependentSet(inner.base(), inner.dims() + dims);
    }
    return dims == 0 ? base : new IndependentSet(base, dims);
  }

  /**
   * The constraint of this {@linkplain Constraint#name name}, as saved files hold it.
   *
   * @throws JyroException if it is not one that a constraint of this class has
   */
  public static Constraint parse(String name) {
    return ConstraintNames.parse(name);
  }

  /** How messages and saved files name a set with numbers: {@code interval(0, 2.5)}. */
  static String text(String name, double... numbers) {
    StringBuilder text = new StringBuilder(name).append('(');
    for (double number : numbers) {
      text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ");
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      text.append(whole ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number));
    }
    return text.append(')').toString();
  }
}
