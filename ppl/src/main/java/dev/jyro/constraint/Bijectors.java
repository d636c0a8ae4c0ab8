package dev.jyro.constraint;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.tensor.Tensor;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.List;
import java.util.Arrays;

/**
 * The usual bijectors, and {@link #to}: from all real numbers into a constraint, as torch's {@code
 * biject_to}.
 *
 * <table>
 * <caption>What {@link #to} gives</caption>
 * <tr><th>constraint</th><th>map</th></tr>
 * <tr><td>real</td><td>x</td></tr>
 * <tr><td>positive, nonNegative</td><td>exp x</td></tr>
 * <tr><td>softplusPositive</td><td>log(1 + exp x)</td></tr>
 * <tr><td>greaterThan a, greaterThanEq a</td><td>a + exp x</td></tr>
 * <tr><td>lessThan a, lessThanEq a</td><td>a - exp x</td></tr>
 * <tr><td>unitInterval, openUnitInterval</td><td>sigmoid x</td></tr>
 * <tr><td>interval a b, halfOpenInterval a b, circular</td><td>a + (b - a) sigmoid x</td></tr>
 * <tr><td>simplex</td><td>{@link #stickBreaking}, from one number less</td></tr>
 * <tr><td>orderedVector, positiveOrderedVector</td><td>{@link #ordered}, and exp of it</td></tr>
 * <tr><td>lowerCholesky, softplusLowerCholesky</td><td>{@link #lowerCholesky}, from vectors</td></tr>
 * <tr><td>corrCholesky</td><td>{@link #corrCholesky}, from vectors</td></tr>
 * <tr><td>positiveDefinite, corrMatrix</td><td>those two, then L Lᵀ</td></tr>
 * <tr><td>independent c n</td><td>that of c, densities summed over n dimensions</td></tr>
 * <tr><td>cat, stack</td><td>those of the pieces</td></tr>
 * <tr><td>the support of a transformed distribution</td><td>its base's, then the transform</td></tr>
 * </table>
 *
 * <p>Immutable; safe for any number of threads.
 */
public final class Bijectors {
  private static final Bijector EXP = new Exp();
  private static final Bijector SOFTPLUS = new Softplus();
  private static final Bijector TANH = new Tanh();
  private static final Bijector UNIT = new Sigmoid(0, 1);
  private static final Bijector STICK_BREAKING = new StickBreaking();
  private static final Bijector ORDERED = new Ordered();
  private static final Bijector LOWER_CHOLESKY =
      new LowerCholesky(EXP, Constraints.lowerCholesky());
  private static final Bijector SOFTPLUS_LOWER_CHOLESKY =
      new LowerCholesky(SOFTPLUS, Constraints.softplusLowerCholesky());
  private static final Bijector CORR_CHOLESKY = new CorrCholesky();

  /** What has no numbers in its name, the commonest first. */
  private static final List<Tuple2<Constraint, Bijector>> TABLE =
      List.of(
          Tuple.of(Constraints.real(), Identity.OF_NUMBERS),
          Tuple.of(Constraints.positive(), EXP),
          Tuple.of(Constraints.nonNegative(), EXP),
          Tuple.of(Constraints.softplusPositive(), SOFTPLUS),
          Tuple.of(Constraints.simplex(), STICK_BREAKING),
          Tuple.of(Constraints.lowerCholesky(), LOWER_CHOLESKY),
          Tuple.of(Constraints.softplusLowerCholesky(), SOFTPLUS_LOWER_CHOLESKY),
          Tuple.of(Constraints.corrCholesky(), CORR_CHOLESKY),
          Tuple.of(Constraints.positiveDefinite(), compose(LOWER_CHOLESKY, new Gram())),
          Tuple.of(Constraints.corrMatrix(), new CorrMatrix()),
          Tuple.of(Constraints.orderedVector(), ORDERED),
          Tuple.of(
              Constraints.positiveOrderedVector(),
              compose(ORDERED, new Risen(Constraints.positiveOrderedVector()))),
          Tuple.of(
              Constraints.openUnitInterval(), new Sigmoid(0, 1, Constraints.openUnitInterval())),
          Tuple.of(Constraints.circular(), new Sigmoid(-Math.PI, Math.PI, Constraints.circular())));

  private Bijectors() {}

  /**
   * A map of all real numbers onto the constraint.
   *
   * @throws JyroException if the constraint is discrete or no map to it is known
   */
  public static Bijector to(Constraint constraint) {
    if (constraint instanceof Interval interval) {
      return sigmoid(interval.low(), interval.high());
    }
    if (constraint instanceof Between between) {
      return new Stretched(between);
    }
    if (constraint instanceof HalfOpen half) {
      return new Sigmoid(half.low(), half.high(), half);
    }
    if (constraint instanceof HalfLine line) {
      return new ShiftedExp(line);
    }
    if (constraint instanceof Ray ray) {
      return new RayExp(ray);
    }
    if (constraint instanceof IndependentSet several) {
      return independent(to(several.base()), several.dims());
    }
    if (constraint instanceof Pieces pieces) {
      return Pieced.to(pieces);
    }
    if (constraint instanceof ImageOf image) {
      return compose(to(image.base()), image.bijector());
    }
    return named(constraint);
  }

  /** A set that a user wrote may say that it equals one of these. */
  private static Bijector named(Constraint constraint) {
    return TABLE
        .find(row -> constraint.equals(row._1))
        .map(Tuple2::_2)
        .getOrElseThrow(() -> unknown(constraint));
  }

  private static JyroException unknown(Constraint constraint) {
    return new JyroException(
        "No bijector is known to %s: %s."
            .formatted(
                constraint.name(),
                constraint.isDiscrete()
                    ? "discrete values have none"
                    : "give the parameter another constraint, or write a Bijector"));
  }

  // ---- Of numbers

  /** {@code exp x}, to positive numbers. */
  public static Bijector exp() {
    return EXP;
  }

  /** {@code 1/(1 + exp(-x))}, to the unit interval. */
  public static Bijector sigmoid() {
    return UNIT;
  }

  /** {@code low + (high - low)/(1 + exp(-x))}. */
  public static Bijector sigmoid(double low, double high) {
    return low == 0 && high == 1 ? UNIT : new Sigmoid(low, high);
  }

  /** {@code log(1 + exp x)}, to positive numbers. */
  public static Bijector softplus() {
    return SOFTPLUS;
  }

  /** The hyperbolic tangent, to numbers from -1 to 1. */
  public static Bijector tanh() {
    return TANH;
  }

  /** {@code loc + scale x}; scale is not 0 and may be negative. */
  public static Bijector affine(Tensor loc, Tensor scale) {
    return new Affine(loc, scale);
  }

  /** {@code loc + scale x}; scale is not 0 and may be negative. */
  public static Bijector affine(Tensor loc, double scale) {
    return new Affine(loc, number("affine", "scale", scale));
  }

  /** {@code loc + scale x}; scale is not 0 and may be negative. */
  public static Bijector affine(double loc, Tensor scale) {
    return new Affine(Tensor.constant(loc, DataType.FLOAT64), scale);
  }

  /** {@code loc + scale x}; scale is not 0 and may be negative. */
  public static Bijector affine(double loc, double scale) {
    return affine(Tensor.constant(loc, DataType.FLOAT64), scale);
  }

  /** {@code x} to this power, which is not 0; from positive numbers to positive numbers. */
  public static Bijector power(Tensor exponent) {
    return new Power(exponent);
  }

  /** {@code x} to this power, which is not 0; from positive numbers to positive numbers. */
  public static Bijector power(double exponent) {
    return new Power(number("power", "exponent", exponent));
  }

  private static Tensor number(String of, String name, double number) {
    if (number == 0 || !Double.isFinite(number)) {
      throw new JyroException(
          "%s: %s is %s. Needed: a finite number other than 0.".formatted(of, name, number));
    }
    return Tensor.constant(number, DataType.FLOAT64);
  }

  // ---- Of vectors and matrices

  /** From n - 1 real numbers to a simplex of n; zeros to equal shares. */
  public static Bijector stickBreaking() {
    return STICK_BREAKING;
  }

  /** To vectors that rise: {@code y_k = y_{k-1} + exp x_k}, the first is itself. */
  public static Bijector ordered() {
    return ORDERED;
  }

  /**
   * From n (n + 1) / 2 real numbers to lower triangular matrices, row by row; the diagonal is
   * {@code exp x}.
   */
  public static Bijector lowerCholesky() {
    return LOWER_CHOLESKY;
  }

  /** {@link #lowerCholesky} with {@code log(1 + exp x)} on the diagonal. */
  public static Bijector softplusLowerCholesky() {
    return SOFTPLUS_LOWER_CHOLESKY;
  }

  /**
   * From n (n - 1) / 2 real numbers, which are partial correlations when tanh is taken of them, row
   * by row, to Cholesky factors of correlation matrices.
   */
  public static Bijector corrCholesky() {
    return CORR_CHOLESKY;
  }

  /** {@code y[i] = x[order[i]]} in the last dimension. */
  public static Bijector permute(long... order) {
    return new Permuted(Arrays.stream(order).boxed().toList());
  }

  // ---- Made of others

  /** One after the other, the first first. */
  public static Bijector compose(Bijector... parts) {
    return Composed.of(parts);
  }

  /** The {@code dims} dimensions at the right together are one value, whose volumes are summed. */
  public static Bijector independent(Bijector base, int dims) {
    return dims == 0 ? base : new Summed(base, dims);
  }

  /**
   * Where a bijector leads from a part of its domain, as a constraint. Dimensions of the part
   * beyond those of the domain stay part of the value.
   */
  public static Constraint image(Constraint part, Bijector bijector) {
    int missing = bijector.domain().eventDim() - part.eventDim();
    Constraint from = Constraints.independent(part, Math.max(0, missing));
    int more = from.eventDim() - bijector.domain().eventDim();
    return from.equals(Constraints.independent(bijector.domain(), more))
        ? Constraints.independent(bijector.codomain(), more)
        : new ImageOf(from, bijector);
  }
}
