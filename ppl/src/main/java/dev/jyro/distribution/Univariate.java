package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The shape-keeping part of a distribution of single numbers.
 *
 * <p>Parameters are never expanded: the batch shape is kept beside them, noise is drawn in it, and
 * broadcasting does the rest. So {@link #expand} costs no tensor operation, and a density has no op
 * that only copies. A log density is expanded only when neither the value nor a parameter has the
 * full shape.
 */
public abstract class Univariate implements Distribution {
  /** What e to its power is still a number, however it is rounded. */
  private static final double LARGEST_LOG = 709.7;

  /** The same in float32. */
  private static final double LARGEST_LOG_FLOAT = 88.7;

  private final Shape batchShape;

  /** For parameters that broadcast to this shape. */
  protected Univariate(Shape batchShape) {
    this.batchShape = batchShape;
  }

  /** The same parameters under another batch shape, to which they broadcast. */
  protected abstract Univariate inBatch(Shape shape);

  /** The log density, of whatever shape value and parameters broadcast to. */
  protected abstract Tensor logDensity(Tensor value);

  @Override
  public final Shape batchShape() {
    return batchShape;
  }

  @Override
  public final Shape eventShape() {
    return Shapes.scalar();
  }

  @Override
  public final Tensor logProb(Tensor value) {
    Tensor density = logDensity(value);
    Shape full = Shapes.broadcast(batchShape, density.shape());
    return density.expand(full);
  }

  /**
   * For {@link #density} where the derivatives are known by formula.
   *
   * @param formula gives the log density, of whatever shape value and parameters broadcast to, and
   *     the way back; called without recording
   */
  protected final Density unrecorded(Supplier<Density> formula) {
    Density bare = Gradients.paused(formula);
    return bare.stretchedTo(Shapes.broadcast(batchShape, bare.logProb().shape()));
  }

  @Override
  public final Distribution expand(Shape shape) {
    return shape.equals(batchShape) ? this : inBatch(Expanded.checked(this, shape));
  }

  /** A moment or the like, stretched to the batch. */
  protected final Tensor inBatch(Tensor moment) {
    return moment.expand(batchShape);
  }

  /** What parameters broadcast to. */
  protected static Shape batchOf(Tensor... parameters) {
    Shape shape = parameters[0].shape();
    for (int i = 1; i < parameters.length; i++) {
      shape = Shapes.broadcast(shape, parameters[i].shape());
    }
    return shape;
  }

  /** The density where {@code inside}, elsewhere -∞. */
  protected static Tensor only(Tensor inside, Tensor density) {
    return inside.where(density, density.constant(Double.NEGATIVE_INFINITY));
  }

  /**
   * The log density of any distribution, -∞ without a gradient outside of its support, where its
   * own could be NaN.
   */
  static Tensor within(Distribution distribution, Tensor value) {
    if (distribution.support().equals(Constraints.real())) {
      return distribution.logProb(value);
    }
    Tensor inside = distribution.support().check(value);
    return only(inside, distribution.mask(inside).logProb(value));
  }

  /**
   * The distribution itself, if its values are single numbers.
   *
   * @throws ShapeException naming the distribution that is made of it, if they are not
   */
  static Distribution ofNumbers(String name, Distribution base) {
    if (base.eventShape().dimension() > 0) {
      throw new ShapeException(
          "%s: a value of %s has shape %s. Needed: single numbers."
              .formatted(name, base.name(), base.eventShape()));
    }
    return base;
  }

  /**
   * The distribution itself, if its values are real numbers.
   *
   * @throws JyroException naming the distribution that is made of it, if they can be counted
   */
  static Distribution ofReals(String name, Distribution base) {
    if (ofNumbers(name, base).support().isDiscrete()) {
      throw new JyroException(
          "%s: the values of %s can be counted (%s). Needed: a continuous distribution."
              .formatted(name, base.name(), base.support().name()));
    }
    return base;
  }

  /**
   * {@code scale exp(log)} for samples of heavy tails. The logarithm is cut where neither it nor
   * the product overflows; if the sample were cut instead, its gradient would be 0 times infinity.
   */
  static Tensor finite(Operand scale, Tensor log) {
    double largest = log.dataType() == DataType.FLOAT64 ? LARGEST_LOG : LARGEST_LOG_FLOAT;
    Operand most =
        scale.map(
            s -> largest - Math.max(Math.log(s), 0),
            s -> s.detach().log().maximum(0).rsub(largest));
    return scale.times(log.minimum(most.beside(log)).exp());
  }

  /**
   * In double precision, for sums of large numbers that cancel: the logarithms of factorials and
   * powers grow with their arguments, and densities hardly do.
   */
  static Operand exact(Operand operand) {
    return operand.map(x -> x, x -> x.to(DataType.FLOAT64));
  }

  /** In double precision. */
  static Tensor exact(Tensor x) {
    return x.to(DataType.FLOAT64);
  }

  /** From double precision back to the type that value and parameters promote to. */
  static Tensor rounded(Tensor density, Tensor value, DataType parameters) {
    boolean isDouble = value.dataType() == DataType.FLOAT64 || parameters == DataType.FLOAT64;
    return isDouble ? density : density.to(parameters);
  }

  /** Values in a row, along a new first dimension, for each distribution of the batch. */
  protected final Tensor enumerated(Tensor values) {
    long[] sizes = new long[batchShape.dimension() + 1];
    Arrays.fill(sizes, 1);
    sizes[0] = values.numel();
    return values.reshape(sizes).expand(Shapes.concat(values.shape(), batchShape));
  }
}
