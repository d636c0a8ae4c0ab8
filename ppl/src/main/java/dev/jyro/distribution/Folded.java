package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * A distribution folded at 0: the absolute value of a number that the base gives.
 *
 * <p>{@code p(x) = base(x) + base(-x)} for x of 0 or greater
 *
 * <p>The base is any continuous distribution of single numbers, symmetric or not; batch shape and
 * parameters are its. Support: 0 and greater, others have density 0. Reparameterised if the base
 * is. There is no {@link #mean}, no {@link #entropy} and no {@link #icdf}.
 *
 * <p>Errors: {@link ShapeException} for a base of vectors, {@link JyroException} for one whose
 * values can be counted. Else, and for threads, see {@link Distribution}. Source: Leone, Nelson and
 * Nottingham, The Folded Normal Distribution, 1961.
 */
public final class Folded extends Univariate {
  private final Distribution base;

  private Folded(Distribution base) {
    super(base.batchShape());
    this.base = base;
  }

  /** The absolute value of what this gives. */
  public static Folded of(Distribution base) {
    return new Folded(ofReals("Folded", base));
  }

  /** The distribution before it is folded. */
  public Distribution base() {
    return base;
  }

  @Override
  public Constraint support() {
    return Constraints.nonNegative();
  }

  @Override
  public boolean isReparameterized() {
    return base.isReparameterized();
  }

  @Override
  public Tensor sample(Noise noise) {
    return base.sample(noise).abs();
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor both = within(base, value).logAddExp(within(base, value.neg()));
    return only(value.ge(0), both);
  }

  @Override
  protected Folded inBatch(Shape shape) {
    return new Folded(base.expand(shape));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor above = value.maximum(0);
    return base.cdf(above).sub(base.cdf(above.neg()));
  }

  @Override
  public List<Parameter> parameters() {
    return base.parameters();
  }
}
