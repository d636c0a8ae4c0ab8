package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The multivariate t distribution: a normal vector whose scale is itself uncertain.
 *
 * <p>{@code log p(x) = -½ (df + D) log(1 + |L⁻¹ (x - loc)|² / df) - log |L| + log Γ((df + D)/2) -
 * log Γ(df/2) - ½ D log(df π)}
 *
 * <p>{@code df}, the degrees of freedom, has no unit and is greater than 0; {@code loc} has D
 * numbers in its last dimension; {@code scaleTril} is the lower triangular L, D x D, its diagonal
 * greater than 0, in the unit of x. {@code L Lᵀ} is not the covariance: that is {@code df/(df - 2)}
 * times as large, infinite for df of 2 and less; for 1 and less there is no mean. The other
 * dimensions broadcast to the batch shape. Support: all vectors of D numbers.
 *
 * <p>Reparameterised: {@code loc + L ε / sqrt(g/df)} where g has the χ² distribution and carries
 * its gradient by implicit differentiation; see {@link Gamma}.
 *
 * <p>Errors: {@link ShapeException} for a matrix that is not square or of another size than {@code
 * loc}; for others, and threads, see {@link Distribution}. Source: Kotz and Nadarajah, Multivariate
 * t Distributions and Their Applications, 2004, chapter 1.
 */
public final class MultivariateStudentT extends Multivariate {
  private static final String NAME = "MultivariateStudentT";
  private static final Slot DF = new Slot(NAME, "df", Constraints.positive());
  private static final EventSlot LOC = EventSlot.ofReals(NAME, "loc");
  private static final EventSlot SCALE_TRIL = EventSlot.ofFactors(NAME, "scaleTril");
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private final Operand df;
  private final Tensor loc;
  private final ScaleTril scale;

  private MultivariateStudentT(Operand df, Tensor loc, ScaleTril scale, Shape batchShape) {
    super(batchShape, Shapes.of(scale.size()));
    this.df = df;
    this.loc = loc;
    this.scale = scale;
  }

  /** With these degrees of freedom, location, and lower triangular factor of the scale. */
  public static MultivariateStudentT of(Tensor df, Tensor loc, Tensor scaleTril) {
    return of(DF.of(df), loc, scaleTril);
  }

  /** With these degrees of freedom, location, and lower triangular factor of the scale. */
  public static MultivariateStudentT of(double df, Tensor loc, Tensor scaleTril) {
    return of(DF.of(df), loc, scaleTril);
  }

  private static MultivariateStudentT of(Operand df, Tensor loc, Tensor scaleTril) {
    Tensor factor = SCALE_TRIL.ofSquare(scaleTril);
    Tensor middle = LOC.of(loc, factor.size(-1));
    Shape batch = EventSlot.batchOf(NAME, df.shape(), LOC.batch(middle), SCALE_TRIL.batch(factor));
    return new MultivariateStudentT(df, middle, new ScaleTril(factor), batch);
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.real(), 1);
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor half = df.times(0.5).tensor(type()).expand(batchShape());
    Tensor gamma = half.standardGamma(noise.at(1).seed()).maximum(Float.MIN_NORMAL);
    Tensor stretch = half.div(gamma).sqrt().unsqueeze(-1);
    Tensor normal = scale.times(noise.at(0).normal(fullShape(), type()));
    return loc.add(normal.mul(stretch));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Tensor z = scale.whitened(value.sub(loc));
    Tensor spread = df.divide(z.mul(z).sum(-1)).log1p();
    Tensor kernel = df.plus(scale.size()).times(-0.5).times(spread);
    return normalizer().addTo(kernel).sub(scale.logDet());
  }

  /** {@code log Γ((df + D)/2) - log Γ(df/2) - ½ D log(df π)}. */
  private Operand normalizer() {
    return GammaRatio.log(df.times(0.5), scale.size()).plus(-HALF_LOG_2PI * scale.size());
  }

  @Override
  protected MultivariateStudentT inBatch(Shape shape) {
    return new MultivariateStudentT(df, loc, scale, shape);
  }

  @Override
  public Tensor mean() {
    Tensor each = df.tensor(type()).unsqueeze(-1);
    return inFull(each.gt(1).where(loc, Double.NaN));
  }

  @Override
  public Tensor variance() {
    Tensor each = df.tensor(type()).unsqueeze(-1);
    Tensor finite = each.div(each.sub(2).maximum(Float.MIN_NORMAL)).mul(scale.variances());
    Tensor heavy = each.gt(1).where(Double.POSITIVE_INFINITY, each.mul(Double.NaN));
    return inFull(each.gt(2).where(finite, heavy));
  }

  /** In double, as large digamma numbers cancel. */
  @Override
  public Tensor entropy() {
    Tensor half = df.times(0.5).tensor(type()).to(DataType.FLOAT64);
    Tensor more = half.add(0.5 * scale.size());
    Tensor kernel = more.mul(more.digamma().sub(half.digamma())).to(type());
    return inBatch(normalizer().subtractFrom(kernel).add(scale.logDet()));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(DF.holding(df, type()), LOC.holding(loc), SCALE_TRIL.holding(scale.factor()));
  }

  private DataType type() {
    return scale.factor().dataType();
  }
}
