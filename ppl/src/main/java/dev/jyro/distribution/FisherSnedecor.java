package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * The F distribution of Fisher and Snedecor: the ratio of two variances, each estimated from normal
 * numbers of one true variance.
 *
 * <p>{@code log p(x) = (a - 1) log y - (a + b) log(1 + y) + log(df1/df2) - log B(a, b)}, where
 * {@code a = df1/2}, {@code b = df2/2} and {@code y = x df1/df2}
 *
 * <p>{@code df1} and {@code df2} are the degrees of freedom above and below the line, greater than
 * 0, not necessarily whole; they broadcast to the batch shape. x has no unit. The mean is infinite
 * unless {@code df2 > 2}, the variance unless {@code df2 > 4}. Support: 0 and greater, others have
 * density 0; at 0 the density is the limit.
 *
 * <p>Reparameterised: the ratio of two gamma numbers, see {@link Gamma}, which is kept between
 * 1e-30 and 1e30.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 2, 1995, chapter 27.
 */
public final class FisherSnedecor extends Univariate {
  private static final Slot DF1 = new Slot("FisherSnedecor", "df1", Constraints.positive());
  private static final Slot DF2 = new Slot("FisherSnedecor", "df2", Constraints.positive());

  /** Few degrees of freedom have samples beyond float32; these are kept within this logarithm. */
  private static final double FAR = 69;

  private final Operand df1;
  private final Operand df2;

  private FisherSnedecor(Operand df1, Operand df2, Shape batchShape) {
    super(batchShape);
    this.df1 = df1;
    this.df2 = df2;
  }

  /** With these degrees of freedom. */
  public static FisherSnedecor of(Tensor df1, Tensor df2) {
    return of(DF1.of(df1), DF2.of(df2));
  }

  /** With these degrees of freedom. */
  public static FisherSnedecor of(Tensor df1, double df2) {
    return of(DF1.of(df1), DF2.of(df2));
  }

  /** With these degrees of freedom. */
  public static FisherSnedecor of(double df1, Tensor df2) {
    return of(DF1.of(df1), DF2.of(df2));
  }

  /** With these degrees of freedom, float32. */
  public static FisherSnedecor of(double df1, double df2) {
    return of(DF1.of(df1), DF2.of(df2));
  }

  private static FisherSnedecor of(Operand df1, Operand df2) {
    return new FisherSnedecor(df1, df2, Operand.batchOf("FisherSnedecor", df1, df2));
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
    Tensor first = a().tensor(type()).expand(batchShape()).standardGamma(noise.at(1).seed());
    Tensor second = b().tensor(type()).expand(batchShape()).standardGamma(noise.at(2).seed());
    Tensor ratio = first.log().sub(second.log()).clamp(-FAR, FAR).exp();
    return df1.over(df2).divide(ratio);
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Operand ratio = df1.over(df2);
    Tensor y = ratio.times(value);
    Operand a = a();
    Operand b = b();
    Operand power = a.plus(-1);
    Operand total = a.plus(b);
    Operand height = ratio.log().plus(total.lgamma()).minus(a.lgamma()).minus(b.lgamma());
    Tensor fall = total.times(y.log1p());
    Tensor kernel = power.is(0) ? fall.neg() : power.timesLog(y).sub(fall);
    return only(value.ge(0), height.addTo(kernel));
  }

  @Override
  protected FisherSnedecor inBatch(Shape shape) {
    return new FisherSnedecor(df1, df2, shape);
  }

  @Override
  public Tensor mean() {
    Tensor below = df2.tensor(type());
    return inBatch(below.gt(2).where(below.div(below.sub(2)), Double.POSITIVE_INFINITY));
  }

  @Override
  public Tensor variance() {
    Tensor above = df1.tensor(type());
    Tensor below = df2.tensor(type());
    Tensor mean = below.div(below.sub(2));
    Tensor spread = above.add(below).sub(2).mul(2).div(above.mul(below.sub(4)));
    return inBatch(below.gt(4).where(mean.square().mul(spread), Double.POSITIVE_INFINITY));
  }

  @Override
  public Tensor entropy() {
    Tensor a = a().tensor(type());
    Tensor b = b().tensor(type());
    Tensor total = a.add(b);
    Tensor logBeta = a.lgamma().add(b.lgamma()).sub(total.lgamma());
    Tensor digammas =
        a.rsub(1).mul(a.digamma()).sub(b.add(1).mul(b.digamma())).add(total.mul(total.digamma()));
    return inBatch(logBeta.add(digammas).add(b.div(a).log()));
  }

  /** From the nearer end, since a share near 1 has lost its digits. */
  @Override
  public Tensor cdf(Tensor value) {
    Tensor y = df1.over(df2).times(value.maximum(0));
    Tensor isHigh = y.gt(1);
    Tensor a = a().beside(y);
    Tensor b = b().beside(y);
    Tensor share = isHigh.where(y.constant(1), y).div(y.add(1));
    Tensor part = isHigh.where(b, a).betaInc(isHigh.where(a, b), share);
    return isHigh.where(part.rsub(1), part);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    Tensor isHigh = probability.gt(0.5);
    Tensor a = a().beside(probability);
    Tensor b = b().beside(probability);
    Tensor rarer = isHigh.where(probability.rsub(1), probability);
    Tensor share = isHigh.where(b, a).betaIncInv(isHigh.where(a, b), rarer);
    Tensor rest = share.rsub(1);
    Tensor y = isHigh.where(rest, share).div(isHigh.where(share, rest));
    return df1.over(df2).divide(y);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(DF1.holding(df1, type()), DF2.holding(df2, type()));
  }

  private Operand a() {
    return df1.times(0.5);
  }

  private Operand b() {
    return df2.times(0.5);
  }

  private DataType type() {
    return Operand.typeOf(df1, df2);
  }
}
