package dev.jyro.distribution;

import dev.jyro.tensor.Tensor;

/**
 * Draws of stable distributions, as smooth functions of stability α and skew β.
 *
 * <p>With {@code ε = 1 - α}, an angle Φ uniform between -π/2 and π/2, and W exponential: {@code X =
 * (tan Φ a - sin εΦ) E + β t (cos εΦ E - 1)} where {@code t = tan(πα/2)}, {@code a = cos εΦ + β t
 * sin εΦ} and {@code E = (a/(W cos Φ))^(ε/α)}. At α = 1, t is infinite and E is 1. Here each
 * product with t is written as one with {@code ε t}, which is smooth, and a quotient by ε, which is
 * too.
 *
 * <p>Source: Chambers, Mallows and Stuck, A Method for Simulating Stable Random Variables, 1976;
 * Nolan, Univariate Stable Distributions, 2020, section 1.7.
 */
final class StableDraws {
  /** Below it series are exact, above it closed forms. */
  private static final double SMALL = 0.1;

  private static final double LEAST = 1e-300;
  private static final double LARGEST_EXPONENT = 700;

  private StableDraws() {}

  /**
   * Draws in the coordinates S0, location 0, scale 1; all float64.
   *
   * @param uniform between 0 and 1: where the angle is
   * @param wait of the exponential distribution
   */
  static Tensor of(Tensor stability, Tensor skew, Tensor uniform, Tensor wait) {
    Tensor lack = stability.rsub(1);
    Tensor angle = uniform.sub(0.5).mul(Math.PI);
    Tensor end = uniform.minimum(uniform.rsub(1)).mul(Math.PI);
    Tensor cosine = end.sin();
    Tensor tangent = end.cos().div(cosine).mul(angle.sign());
    Tensor turn = lack.mul(angle);
    Tensor lean = skew.mul(steepness(lack));
    Tensor a = turn.cos().add(lean.mul(angle).mul(sineOver(turn)));
    Tensor log = a.maximum(LEAST).log().sub(wait.mul(cosine).log()).div(stability);
    Tensor exponent = lack.mul(log).minimum(LARGEST_EXPONENT);
    Tensor even = tangent.mul(a).sub(turn.sin()).mul(exponent.exp());
    Tensor bend = turn.mul(angle).mul(0.5).mul(sineOver(turn.mul(0.5)).square());
    Tensor odd = log.mul(growthOver(exponent)).mul(turn.cos()).sub(bend);
    return even.add(lean.mul(odd));
  }

  /** {@code tan(πα/2)} at {@code lack = 1 - α}, but 0 where it is infinite. */
  static Tensor tangent(Tensor lack) {
    Tensor isNone = lack.eq(0);
    Tensor some = isNone.where(lack.constant(1), lack);
    return isNone.where(lack.constant(0), steepness(some).div(some));
  }

  /** {@code ε/tan(πε/2)}. */
  private static Tensor steepness(Tensor lack) {
    Tensor x = lack.mul(Math.PI / 2);
    Tensor isSmall = x.abs().lt(SMALL);
    Tensor far = isSmall.where(x.constant(1), x);
    Tensor near = isSmall.where(x, x.constant(0)).square();
    Tensor series = polynomial(near, 1, -1 / 3.0, -1 / 45.0, -2 / 945.0, -1 / 4725.0);
    return isSmall.where(series, far.div(far.tan())).mul(2 / Math.PI);
  }

  /** {@code sin(x)/x}. */
  private static Tensor sineOver(Tensor x) {
    Tensor isSmall = x.abs().lt(SMALL);
    Tensor far = isSmall.where(x.constant(1), x);
    Tensor near = isSmall.where(x, x.constant(0)).square();
    Tensor series = polynomial(near, 1, -1 / 6.0, 1 / 120.0, -1 / 5040.0, 1 / 362880.0);
    return isSmall.where(series, far.sin().div(far));
  }

  /** {@code (exp(x) - 1)/x}. */
  private static Tensor growthOver(Tensor x) {
    Tensor isSmall = x.abs().lt(SMALL);
    Tensor far = isSmall.where(x.constant(1), x);
    Tensor near = isSmall.where(x, x.constant(0));
    Tensor series =
        polynomial(
            near,
            1,
            1 / 2.0,
            1 / 6.0,
            1 / 24.0,
            1 / 120.0,
            1 / 720.0,
            1 / 5040.0,
            1 / 40320.0,
            1 / 362880.0);
    return isSmall.where(series, far.expm1().div(far));
  }

  private static Tensor polynomial(Tensor x, double... coefficients) {
    Tensor sum = x.mul(coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i > 0; i--) {
      sum = sum.add(coefficients[i]).mul(x);
    }
    return sum.add(coefficients[0]);
  }
}
