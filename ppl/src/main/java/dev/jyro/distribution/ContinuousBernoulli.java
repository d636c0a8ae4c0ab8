package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The continuous Bernoulli distribution, of shares such as grey pixels: a density that is
 * exponential from 0 to 1.
 *
 * <p>{@code log p(x) = x log λ + (1 - x) log(1 - λ) + log C(λ) = l (x - ½) - s(l)}, where {@code l
 * = log(λ/(1 - λ))} and {@code s(l) = log(sinh(l/2)/(l/2))}
 *
 * <p>Given by {@code probs} (λ), from 0 to 1, or by its logit l, any number. λ is not the mean, but
 * on its side of ½; 0 and 1 are taken as the numbers next to them. The parameter's shape is the
 * batch shape. Support: 0 to 1, others have density 0. Reparameterised: the quantile of a uniform
 * number. Where l is small all of this is computed by series, so that nothing happens at {@code λ =
 * ½}.
 *
 * <p>Errors and threads: see {@link Distribution}. Source: Loaiza-Ganem and Cunningham, The
 * Continuous Bernoulli: Fixing a Pervasive Error in Variational Autoencoders, 2019.
 */
public final class ContinuousBernoulli extends Univariate {
  private static final Slot PROBS =
      new Slot("ContinuousBernoulli", "probs", Constraints.unitInterval());
  private static final Slot LOGITS = new Slot("ContinuousBernoulli", "logits", Constraints.real());

  /**
   * Below it the series of s and its derivatives are exact, those of the quantile below the other.
   */
  private static final double SMALL = 0.5;

  private static final double TINY = 0.01;

  /** Not 0, and by less than anything that could be seen. */
  private static final double LEAST = 1e-30;

  /** {@code B(2n)/(2n (2n)!)} with Bernoulli's numbers B: s by the powers of l². */
  private static final double[] SERIES = {
    1 / 24.0, -1 / 2880.0, 1 / 181440.0, -1 / 9676800.0, 1 / 479001600.0, -691 / 15692092416000.0
  };

  private final Slot slot;
  private final Operand given;
  private final Operand logits;

  private ContinuousBernoulli(Slot slot, Operand given, Operand logits, Shape batchShape) {
    super(batchShape);
    this.slot = slot;
    this.given = given;
    this.logits = logits;
  }

  /** With these probabilities of 1, if it were a Bernoulli distribution. */
  public static ContinuousBernoulli of(Tensor probs) {
    return ofProbs(PROBS.of(probs));
  }

  /** With this probability of 1, if it were a Bernoulli distribution, float32. */
  public static ContinuousBernoulli of(double probs) {
    return ofProbs(PROBS.of(probs));
  }

  /** With these log odds. */
  public static ContinuousBernoulli ofLogits(Tensor logits) {
    return ofLogits(LOGITS.of(logits));
  }

  /** With these log odds, float32. */
  public static ContinuousBernoulli ofLogits(double logits) {
    return ofLogits(LOGITS.of(logits));
  }

  private static ContinuousBernoulli ofProbs(Operand probs) {
    double most = probs.type() == DataType.FLOAT64 ? Math.nextDown(1.0) : Math.nextDown(1f);
    Operand logits =
        probs.map(
            p -> logit(Math.min(Math.max(p, Float.MIN_NORMAL), most)),
            p -> p.clamp(Float.MIN_NORMAL, most).logit());
    return new ContinuousBernoulli(PROBS, probs, logits, probs.shape());
  }

  private static double logit(double p) {
    return Math.log(p) - Math.log1p(-p);
  }

  private static ContinuousBernoulli ofLogits(Operand logits) {
    return new ContinuousBernoulli(LOGITS, logits, logits, logits.shape());
  }

  @Override
  public Constraint support() {
    return Constraints.unitInterval();
  }

  @Override
  public boolean isReparameterized() {
    return true;
  }

  @Override
  public Tensor sample(Noise noise) {
    return icdf(noise.uniform(batchShape(), given.type()));
  }

  @Override
  public Density density(Tensor value) {
    return unrecorded(
        () ->
            new Density(
                logDensity(value),
                (derivative, into) -> {
                  into.add(value, () -> derivative.times(logits.stretchedTo(value)));
                  logits.collect(into, () -> derivative.timesDifference(value.sub(0.5), lean(l())));
                }));
  }

  @Override
  protected Tensor logDensity(Tensor value) {
    Operand stretch = logits.map(ContinuousBernoulli::stretch, ContinuousBernoulli::stretch);
    Tensor inside = value.minimum(value.rsub(1)).ge(0);
    return only(inside, stretch.subtractFrom(logits.times(value.sub(0.5))));
  }

  @Override
  protected ContinuousBernoulli inBatch(Shape shape) {
    return new ContinuousBernoulli(slot, given, logits, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(lean(l()).add(0.5));
  }

  @Override
  public Tensor variance() {
    Tensor l = l();
    Tensor isSmall = l.abs().lt(SMALL);
    Tensor far = isSmall.where(l.constant(1), l);
    Tensor coth = far.mul(0.5).tanh().reciprocal();
    Tensor wide = far.square().reciprocal().sub(coth.square().sub(1).mul(0.25));
    Tensor near = isSmall.where(l, l.constant(0));
    return inBatch(isSmall.where(series(near, n -> 2 * n * (2 * n - 1.0)), wide));
  }

  @Override
  public Tensor entropy() {
    return inBatch(stretch(l()).sub(l().mul(lean(l()))));
  }

  @Override
  public Tensor cdf(Tensor value) {
    Tensor x = value.clamp(0, 1);
    Tensor l = logits.beside(x);
    Tensor steepness = l.abs().maximum(LEAST);
    Tensor part = steepness.mul(x).neg().expm1().div(steepness.neg().expm1());
    return part.mul(l.maximum(0).mul(x.sub(1)).exp());
  }

  /** By the generating function of a Bernoulli number's cumulants, where l is tiny. */
  @Override
  public Tensor icdf(Tensor probability) {
    Tensor l = logits.beside(probability);
    Tensor isTiny = l.abs().lt(TINY);
    return isTiny.where(
        nearlyUniform(probability, isTiny.where(l, l.constant(0))),
        exponential(probability, isTiny.where(l.constant(1), l)));
  }

  private static Tensor exponential(Tensor p, Tensor l) {
    Tensor isRising = l.gt(0);
    Tensor fall = l.abs().neg();
    Tensor rest = isRising.where(p.rsub(1), p);
    Tensor kept = isRising.where(p, p.rsub(1));
    Tensor isRare = kept.lt(0.5);
    Tensor rare = isRare.where(kept, 1).add(rest.mul(fall.exp())).log();
    Tensor common = isRare.where(kept.constant(0), rest).mul(fall.expm1()).log1p();
    Tensor x = isRare.where(rare, common).div(fall);
    return isRising.where(x.rsub(1), x).clamp(0, 1);
  }

  private static Tensor nearlyUniform(Tensor p, Tensor l) {
    Tensor spread = p.mul(p.rsub(1));
    Tensor skew = p.mul(-2).add(1);
    Tensor third = skew.mul(spread.mul(-12).add(1)).mul(l).div(60);
    Tensor second = spread.mul(-6).add(1).div(12).add(third).mul(l);
    Tensor first = skew.div(3).add(second).mul(l);
    return p.add(first.add(1).mul(l).mul(spread).mul(0.5));
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(slot.holding(given, given.type()));
  }

  private Tensor l() {
    return logits.tensor(given.type());
  }

  // ---- s and its derivatives

  private static double stretch(double l) {
    double size = Math.abs(l);
    if (size >= SMALL) {
      return size / 2 + Math.log(-Math.expm1(-size) / size);
    }
    double sum = 0;
    for (int n = SERIES.length - 1; n >= 0; n--) {
      sum = l * l * (SERIES[n] + sum);
    }
    return sum;
  }

  private static Tensor stretch(Tensor l) {
    Tensor size = l.abs();
    Tensor isSmall = size.lt(SMALL);
    Tensor far = isSmall.where(size.constant(1), size);
    Tensor straight = far.mul(0.5).add(far.neg().expm1().div(far.neg()).log());
    Tensor near = isSmall.where(l, l.constant(0));
    return isSmall.where(series(near, n -> 1.0).mul(near).mul(near), straight);
  }

  /** The derivative of s: by how much the mean is off ½. */
  private static Tensor lean(Tensor l) {
    Tensor isSmall = l.abs().lt(SMALL);
    Tensor far = isSmall.where(l.constant(1), l);
    Tensor straight = far.mul(0.5).tanh().reciprocal().mul(0.5).sub(far.reciprocal());
    Tensor near = isSmall.where(l, l.constant(0));
    return isSmall.where(series(near, n -> 2.0 * n).mul(near), straight);
  }

  /** The sum of {@code c(n) f(n) l^(2n - 2)} for n from 1. */
  private static Tensor series(Tensor l, IntToDoubleFunction factor) {
    Tensor square = l.mul(l);
    int last = SERIES.length;
    Tensor sum = square.mul(SERIES[last - 1] * factor.applyAsDouble(last));
    for (int n = last - 1; n > 1; n--) {
      sum = sum.add(SERIES[n - 1] * factor.applyAsDouble(n)).mul(square);
    }
    return sum.add(SERIES[0] * factor.applyAsDouble(1));
  }
}
