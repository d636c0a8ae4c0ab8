package dev.jyro.constraint;

import dev.jyro.JyroException;
import dev.jyro.tensor.Tensor;
import java.util.Locale;

/** The usual constraints, named as in torch.distributions. */
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
  private static final Constraint NON_NEGATIVE_INTEGER =
      new NumberSet(
          "nonNegativeInteger",
          true,
          0,
          x -> x.ge(0).logicalAnd(x.eq(x.floor())),
          x -> x >= 0 && x == Math.floor(x));

  private static final Constraint CORR_CHOLESKY = new CorrCholesky();
  private static final Constraint LOWER_CHOLESKY = new LowerCholesky();
  private static final Constraint POSITIVE_DEFINITE = new PositiveDefinite();
  private static final Constraint SIMPLEX = new Simplex();
  private static final Constraint SPHERE = new Sphere();
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

  /** From {@code low} to {@code high}, both included. */
  public static Constraint interval(double low, double high) {
    if (!(low < high)) {
      throw new JyroException(
          "interval: from %s to %s. Needed: the first less than the second.".formatted(low, high));
    }
    return low == 0 && high == 1 ? UNIT_INTERVAL : new Interval(low, high);
  }

  /** From {@code low} to {@code high}, both included, for each element; they are not read. */
  public static Constraint interval(Tensor low, Tensor high) {
    return new Between(low, high);
  }

  /** Greater than {@code bound}. */
  public static Constraint greaterThan(double bound) {
    return bound == 0 ? POSITIVE : new HalfLine(bound, true);
  }

  /** Less than {@code bound}. */
  public static Constraint lessThan(double bound) {
    return new HalfLine(bound, false);
  }

  /** 0 or 1. */
  public static Constraint bool() {
    return BOOLEAN;
  }

  /** 0, 1, 2, … */
  public static Constraint nonNegativeInteger() {
    return NON_NEGATIVE_INTEGER;
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

  /** Vectors of numbers that are 0 or greater and sum to 1. */
  public static Constraint simplex() {
    return SIMPLEX;
  }

  /** Vectors of length 1. */
  public static Constraint sphere() {
    return SPHERE;
  }

  /** Lower triangular matrices whose diagonal is greater than 0. */
  public static Constraint lowerCholesky() {
    return LOWER_CHOLESKY;
  }

  /** {@link #lowerCholesky} with rows of length 1: factors of correlation matrices. */
  public static Constraint corrCholesky() {
    return CORR_CHOLESKY;
  }

  /** Symmetric matrices whose eigenvalues are greater than 0. */
  public static Constraint positiveDefinite() {
    return POSITIVE_DEFINITE;
  }

  /** Vectors of numbers that are 0 or greater, one of them at least greater. */
  public static Constraint weights() {
    return WEIGHTS;
  }

  /**
   * The {@code dims} dimensions at the right together are one value, each number in {@code base}.
   */
  public static Constraint independent(Constraint base, int dims) {
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
