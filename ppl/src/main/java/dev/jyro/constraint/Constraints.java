package dev.jyro.constraint;

import dev.jyro.JyroException;
import dev.jyro.tensor.Tensor;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** The usual constraints, named as in torch.distributions. */
public final class Constraints {
  private static final Constraint REAL = new Named("real", false, x -> x.eq(x));
  private static final Constraint POSITIVE = new Named("positive", false, x -> x.gt(0));
  private static final Constraint NON_NEGATIVE = new Named("nonNegative", false, x -> x.ge(0));
  private static final Constraint UNIT_INTERVAL = interval(0, 1, "unitInterval");
  private static final Constraint BOOLEAN =
      new Named("boolean", true, x -> x.eq(0).logicalOr(x.eq(1)));
  private static final Constraint NON_NEGATIVE_INTEGER =
      new Named("nonNegativeInteger", true, x -> x.ge(0).logicalAnd(x.eq(x.floor())));

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
    return low == 0 && high == 1 ? UNIT_INTERVAL : interval(low, high, text("interval", low, high));
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
    return new Named(
        text("integerInterval", low, high),
        true,
        x -> x.ge(low).logicalAnd(x.le(high)).logicalAnd(x.eq(x.floor())));
  }

  /**
   * The {@code dims} dimensions at the right together are one value, each number in {@code base}.
   */
  public static Constraint independent(Constraint base, int dims) {
    return dims == 0 ? base : new Independent(base, dims);
  }

  /**
   * The constraint of this {@linkplain Constraint#name name}, as saved files hold it.
   *
   * @throws JyroException if it is not one that a constraint of this class has
   */
  public static Constraint parse(String name) {
    return ConstraintNames.parse(name);
  }

  private static Constraint interval(double low, double high, String name) {
    if (!(low < high)) {
      throw new JyroException(
          "interval: from %s to %s. Needed: the first less than the second.".formatted(low, high));
    }
    return new Interval(low, high, name);
  }

  private static String text(String name, double... numbers) {
    StringBuilder text = new StringBuilder(name).append('(');
    for (double number : numbers) {
      text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ");
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      text.append(whole ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number));
    }
    return text.append(')').toString();
  }

  /** A set that its name tells. */
  private static final class Named implements Constraint {
    private final String name;
    private final boolean discrete;
    private final UnaryOperator<Tensor> check;

    Named(String name, boolean discrete, UnaryOperator<Tensor> check) {
      this.name = name;
      this.discrete = discrete;
      this.check = check;
    }

    @Override
    public Tensor check(Tensor value) {
      return check.apply(value);
    }

    @Override
    public boolean isDiscrete() {
      return discrete;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Named named && named.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Between two bounds. */
  record Interval(double low, double high, String name) implements Constraint {
    @Override
    public Tensor check(Tensor value) {
      return value.ge(low).logicalAnd(value.le(high));
    }
  }

  /** On one side of a bound, without it. */
  record HalfLine(double bound, boolean isAbove) implements Constraint {
    @Override
    public Tensor check(Tensor value) {
      return isAbove ? value.gt(bound) : value.lt(bound);
    }

    @Override
    public String name() {
      return text(isAbove ? "greaterThan" : "lessThan", bound);
    }
  }

  /** Several numbers that are one value. */
  record Independent(Constraint base, int dims) implements Constraint {
    @Override
    public Tensor check(Tensor value) {
      int[] right = new int[dims];
      for (int i = 0; i < dims; i++) {
        right[i] = -1 - i;
      }
      return base.check(value).all(right);
    }

    @Override
    public int eventDim() {
      return base.eventDim() + dims;
    }

    @Override
    public boolean isDiscrete() {
      return base.isDiscrete();
    }

    @Override
    public String name() {
      return "independent(" + base.name() + ", " + dims + ")";
    }
  }
}
