package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The folded normal distribution: the absolute value of a normal number.
 *
 * <p>{@code log p(x) = log(Normal(x; loc, scale) + Normal(-x; loc, scale))}
 *
 * <p>{@code loc} and {@code scale} (greater than 0) are mean and standard deviation of that normal
 * number, not of x, in the unit of x; they broadcast to the batch shape. With loc 0 it is {@link
 * HalfNormal}. Support: 0 and greater, others have density 0. There is no entropy and no quantile
 * in closed form. Reparameterised: {@code |loc + scale ε|}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Leone, Nelson and Nottingham, The Folded
 * Normal Distribution, 1961.
 */
public final class FoldedNormal extends Univariate {
  private static final Slot LOC = new Slot("FoldedNormal", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("FoldedNormal", "scale", Constraints.positive());
  private static final double SQRT_2 = Math.sqrt(2);

  private final Operand loc;
  private final Operand scale;
  private final Normal unfolded;

  private FoldedNormal(Operand loc, Operand scale, Normal unfolded) {
    super(unfolded.batchShape());
    this.loc = loc;
    this.scale = scale;
    this.unfolded = unfolded;
  }

  /** With this mean and standard deviation before folding. */
  public static FoldedNormal of(Tensor loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and standard deviation before folding. */
  public static FoldedNormal of(Tensor loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and standard deviation before folding. */
  public static FoldedNormal of(double loc, Tensor scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  /** With this mean and standard deviation before folding, float32. */
  public static FoldedNormal of(double loc, double scale) {
    return of(LOC.of(loc), SCALE.of(scale));
  }

  private static FoldedNormal of(Operand loc, Operand scale) {
    return new FoldedNormal(loc, scale, Normal.under("FoldedNormal", loc, scale));
  }

  @Override
  public Constraint support() {
    return Constraints.nonNegative();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return unfolded.sample(noise).abs();
  }

  /** The nearer of the two normal densities, times one plus the ratio of the other to it. */
  @Override
  protected Tensor logDensity(Tensor value) {
    Operand width = scale.times(SQRT_2);
    Operand far = distance();
    Tensor z = width.divide(far.subtractFrom(value));
    Tensor ratio = far.times(-4).over(width.times(width)).times(value).softplus();
    Operand top = width.log().from(-0.5 * Math.log(Math.PI));
    return only(value.ge(0), top.minus(z.mul(z)).add(ratio));
  }

  /** How far loc is from 0. */
  private Operand distance() {
    return loc.map(Math::abs, Tensor::abs);
  }

  @Override
  protected FoldedNormal inBatch(Shape shape) {
    return new FoldedNormal(loc, scale, unfolded.inBatch(shape));
  }

  @Override
  public Tensor mean() {
    return inBatch(scale.times(distance().over(scale).plus(excess()).tensor(type())));
  }

  /** With d for the excess of the mean and a for loc, in scales: {@code 1 - d (2a + d)}. */
  @Override
  public Tensor variance() {
    Tensor d = excess().tensor(type());
    Tensor relative = d.mul(distance().over(scale).times(2).addTo(d)).rsub(1);
    return inBatch(scale.times(scale.times(relative)));
  }

  /** By how many scales the mean exceeds the distance of loc from 0. */
  private Operand excess() {
    Tensor a = distance().over(scale).tensor(type());
    Tensor bell = a.mul(a).mul(-0.5).exp().mul(Math.sqrt(2 / Math.PI));
    return Operand.of(bell.sub(a.mul(a.mul(Math.sqrt(0.5)).erfc())));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Operand width = scale.times(SQRT_2);
    Tensor x = value.maximum(0);
    Tensor right = width.divide(loc.addTo(x)).erf();
    return right.add(width.divide(loc.subtractFrom(x)).erf()).mul(0.5);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(LOC.holding(loc, type()), SCALE.holding(scale, type()));
  }

  private DataType type() {
    return Operand.typeOf(loc, scale);
  }
}
