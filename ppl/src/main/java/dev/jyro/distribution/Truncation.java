package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;

/**
 * The standard normal distribution between two bounds, in double precision: what is left of it far
 * out in a tail is a small difference of large numbers.
 *
 * <p>All is measured at the point between the bounds that is nearest to 0, where the density peaks:
 * with m for it, the mass is {@code ∫ exp(-(t² - m²)/2) dt}.
 *
 * <p>Source: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, volume 1, 1994,
 * chapter 13, section 10.1.
 */
record Truncation(Tensor low, Tensor high) {
  /** Farther out than anything, yet its square is a number. */
  private static final double FAR = 1e150;

  /** A width below which the density is all but straight, */
  private static final double NARROW = 1e-3;

  /** and twice the width times the distance from 0, below which it is all but level. */
  private static final double FLAT = 0.02;

  static Truncation between(Tensor low, Tensor high) {
    return new Truncation(bounded(low), bounded(high));
  }

  private static Tensor bounded(Tensor x) {
    return x.to(DataType.FLOAT64).maximum(-FAR).minimum(FAR);
  }

  Tensor logMass() {
    return low.logTruncatedMass(high);
  }

  Tensor mean() {
    return isNarrow().where(narrowMean(), density(low).sub(density(high)));
  }

  /** Never negative, even where nothing is left but rounding. */
  Tensor variance() {
    Tensor square = low.mul(density(low)).sub(high.mul(density(high))).add(1);
    Tensor wide = square.sub(density(low).sub(density(high)).square()).maximum(0);
    return isNarrow().where(narrowVariance(), wide);
  }

  Tensor entropy() {
    Tensor mean = mean();
    Tensor near = nearest();
    Tensor square = mean.sub(near).mul(mean.add(near)).add(variance());
    return square.mul(0.5).add(logMass());
  }

  /** The probability of at most x, which lies between the bounds. */
  Tensor cdf(Tensor x) {
    Truncation left = between(low, x);
    Tensor fall = half(left.nearest(), nearest());
    return left.logMass().sub(fall).sub(logMass()).exp();
  }

  /** Where the densities at the bounds are so large that their difference means nothing. */
  private Tensor isNarrow() {
    Tensor width = high.sub(low);
    Tensor slope = width.mul(high.add(low).abs());
    return width.lt(NARROW).logicalAnd(slope.lt(FLAT));
  }

  /** The first terms of the series in the width. */
  private Tensor narrowMean() {
    Tensor width = narrow(high.sub(low));
    Tensor middle = narrow(high.add(low).mul(0.5));
    return middle.mul(width.square().div(-12).add(1));
  }

  /** The first terms of the series in the width. */
  private Tensor narrowVariance() {
    Tensor square = narrow(high.sub(low)).square();
    Tensor middle = narrow(high.add(low).mul(0.5));
    Tensor bend = middle.square().div(20).add(1 / 30.0);
    return square.div(12).mul(bend.mul(square).neg().add(1));
  }

  private Tensor narrow(Tensor x) {
    return isNarrow().where(x, 0);
  }

  /** The density at a bound. */
  private Tensor density(Tensor bound) {
    return half(bound, nearest()).add(logMass()).neg().exp();
  }

  private Tensor nearest() {
    return low.maximum(0).minimum(high);
  }

  /** {@code (x² - y²)/2}. */
  private static Tensor half(Tensor x, Tensor y) {
    return x.sub(y).mul(x.add(y)).mul(0.5);
  }
}
