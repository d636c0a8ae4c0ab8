package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;
import org.apache.commons.numbers.gamma.LogBeta;

/**
 * Student's t distribution: a normal number over the root of an independent gamma number.
 *
 * <p>{@code log p(x) = -(df + 1)/2 log(1 + z²/df) - log B(½, df/2) - ½ log df - log scale} where
 * {@code z = (x - loc)/scale}
 *
 * <p>{@code df}, the degrees of freedom (greater than 0, any number), has no unit; {@code loc} is
 * median and mode, {@code scale}, greater than 0, is not the standard deviation, which is {@code
 * scale √(df/(df - 2))}; both are in the unit of x. They broadcast to the batch shape. The mean is
 * NaN for df up to 1, the variance infinite for df up to 2 and NaN up to 1. Support: all real
 * numbers.
 *
 * <p>Reparameterised: {@code loc + scale ε √(df/2/g)}, ε normal and g from the gamma distribution
 * with concentration {@code df/2}, which has its gradient by implicit differentiation (Figurnov,
 * Mohamed and Mnih, Implicit Reparameterization Gradients, 2018).
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Johnson, Kotz and Balakrishnan,
 * Continuous Univariate Distributions, volume 2, 1995, chapter 28.
 */
public final class StudentT extends LocationScale {
  private static final Slot DF = new Slot("StudentT", "df", Constraints.positive());
  private static final Slot LOC = new Slot("StudentT", "loc", Constraints.real());
  private static final Slot SCALE = new Slot("StudentT", "scale", Constraints.positive());

  /** So near the median its distribution function is a straight line. */
  private static final double NEAR = 1e-9;

  private final Operand df;

  private StudentT(Operand df, Operand loc, Operand scale, Shape batchShape) {
    super(loc, scale, Operand.typeOf(df, loc, scale), batchShape);
    this.df = df;
  }

  /** With these degrees of freedom, median 0 and scale 1. */
  public static StudentT of(Tensor df) {
    return of(df, 0, 1);
  }

  /** With these degrees of freedom, median 0 and scale 1, float32. */
  public static StudentT of(double df) {
    return of(df, 0, 1);
  }

  /** With these degrees of freedom, this median and scale. */
  public static StudentT of(Tensor df, Tensor loc, Tensor scale) {
    return of(DF.of(df), LOC.of(loc), SCALE.of(scale));
  }

  /** With these degrees of freedom, this median and scale. */
  public static StudentT of(Tensor df, Tensor loc, double scale) {
    return of(DF.of(df), LOC.of(loc), SCALE.of(scale));
  }

  /** With these degrees of freedom, this median and scale. */
  public static StudentT of(Tensor df, double loc, Tensor scale) {
    return of(DF.of(df), LOC.of(loc), SCALE.of(scale));
  }

  /** With these degrees of freedom, this median and scale. */
  public static StudentT of(Tensor df, double loc, double scale) {
    return of(DF.of(df), LOC.of(loc), SCALE.of(scale));
  }

  /** With these degrees of freedom, this median and scale. */
  public static StudentT of(double df, Tensor loc, Tensor scale) {
    return of(DF.of(df), LOC.of(loc), SCALE.of(scale));
  }

  /** With these degrees of freedom, this median and scale. */
  public static StudentT of(double df, Tensor loc, double scale) {
    return of(DF.of(df), LOC.of(loc), SCALE.of(scale));
  }

  /** With these degrees of freedom, this median and scale. */
  public static StudentT of(double df, double loc, Tensor scale) {
    return of(DF.of(df), LOC.of(loc), SCALE.of(scale));
  }

  /** With these degrees of freedom, this median and scale, float32. */
  public static StudentT of(double df, double loc, double scale) {
    return of(DF.of(df), LOC.of(loc), SCALE.of(scale));
  }

  private static StudentT of(Operand df, Operand loc, Operand scale) {
    return new StudentT(df, loc, scale, Operand.batchOf("StudentT", df, loc, scale));
  }

  @Override
  StudentT at(Operand loc, Operand scale, Shape shape) {
    return new StudentT(df, loc, scale, shape);
  }

  @Override
  Operand logPeak() {
    return df.map(
        v -> -LogBeta.value(0.5, v / 2) - 0.5 * Math.log(v),
        v -> v.mul(0.5).logBeta(v.constant(0.5)).add(v.log().mul(0.5)).neg());
  }

  @Override
  Fall fall(Tensor z) {
    Tensor ratio = df.divide(z.mul(z));
    Tensor log = ratio.log1p();
    Operand power = df.plus(1).times(0.5);
    return new Fall(
        power.times(log),
        () -> power.times(-2).over(df).times(z.div(ratio.add(1))),
        (derivative, into) -> df.collect(into, () -> derivative.times(byDf(ratio, log).mul(0.5))));
  }

  /** Twice the derivative of the log density by df. */
  private Tensor byDf(Tensor ratio, Tensor log) {
    Tensor v = df.tensor(type());
    Tensor peak = v.add(1).mul(0.5).digamma().sub(v.mul(0.5).digamma()).sub(v.reciprocal());
    return peak.sub(log).add(v.add(1).div(v).mul(ratio.div(ratio.add(1))));
  }

  @Override
  Tensor standard(Noise noise) {
    Tensor half = df.times(0.5).tensor(type()).expand(batchShape());
    Tensor gamma = half.standardGamma(noise.at(0).seed());
    return noise.at(1).normal(batchShape(), type()).mul(half.div(gamma).sqrt());
  }

  @Override
  Operand standardMean() {
    return df.map(
        v -> v > 1 ? 0 : Double.NaN, v -> v.gt(1).where(v.constant(0), v.constant(Double.NaN)));
  }

  @Override
  Operand standardVariance() {
    return df.map(
        v -> v > 2 ? v / (v - 2) : v > 1 ? Double.POSITIVE_INFINITY : Double.NaN,
        v -> {
          Tensor above = v.sub(2);
          Tensor finite = v.div(above.gt(0).where(above, 1));
          Tensor infinite = v.gt(1).where(v.constant(Double.POSITIVE_INFINITY), Double.NaN);
          return above.gt(0).where(finite, infinite);
        });
  }

  /** In double precision: where df is large, what is left of it is small. */
  @Override
  Operand standardEntropy() {
    Tensor v = df.tensor(DataType.FLOAT64).to(DataType.FLOAT64);
    Tensor power = v.add(1).mul(0.5);
    Tensor half = v.mul(0.5);
    Tensor depth = power.mul(power.digamma().sub(half.digamma()));
    Tensor peak = half.logBeta(half.constant(0.5)).add(v.log().mul(0.5));
    return Operand.of(depth.add(peak).to(type()));
  }

  /** By the incomplete beta function, from the tail's side and from the median's. */
  @Override
  Tensor standardCdf(Tensor z) {
    Tensor half = df.times(0.5).beside(z);
    Tensor away = z.abs().lt(NEAR).where(NEAR, z);
    Tensor ratio = df.divide(away.mul(away));
    Tensor whole = ratio.add(1);
    Tensor tail = half.betaInc(z.constant(0.5), whole.reciprocal()).mul(0.5);
    Tensor body = z.constant(0.5).betaInc(half, ratio.div(whole)).mul(0.5);
    Tensor left = ratio.gt(1).where(tail, body.rsub(0.5));
    Tensor far = away.lt(0).where(left, left.rsub(1));
    return z.abs().lt(NEAR).where(peak(z).mul(z).add(0.5), far);
  }

  @Override
  Tensor standardIcdf(Tensor probability) {
    Tensor half = df.times(0.5).beside(probability);
    Tensor off = probability.sub(0.5);
    Tensor away = off.abs().lt(NEAR).where(NEAR, off);
    Tensor twice = away.abs().mul(2);
    Tensor body = probability.constant(0.5).betaIncInv(half, twice);
    Tensor tail = half.betaIncInv(probability.constant(0.5), twice.rsub(1));
    Tensor isTail = twice.gt(0.5);
    Tensor ratio = isTail.where(tail.reciprocal().sub(1), body.div(body.rsub(1)));
    Tensor far = away.sign().mul(df.times(ratio).sqrt());
    return off.abs().lt(NEAR).where(off.div(peak(probability)), far);
  }

  /** The density at the median, as it goes with x. */
  private Tensor peak(Tensor x) {
    return logPeak().map(Math::exp, Tensor::exp).beside(x);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        DF.holding(df, type()), LOC.holding(loc(), type()), SCALE.holding(scale(), type()));
  }
}
