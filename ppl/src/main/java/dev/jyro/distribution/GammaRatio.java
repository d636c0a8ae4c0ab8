package dev.jyro.distribution;

import dev.jyro.tensor.Tensor;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * {@code log Γ(x + n/2) - log Γ(x) - n/2 log x} for a whole number n and x greater than 0, without
 * the cancellation of large logarithms: it tends to 0 as x grows.
 *
 * <p>A step of 1 is {@code Γ(x + 1) = x Γ(x)}; an odd n takes a last step of ½, which for large x
 * is {@code ½ log x - 1/(8x) + 1/(192x³) - 1/(640x⁵) + 17/(14336x⁷) - …} (Tricomi and Erdélyi, The
 * asymptotic expansion of a ratio of gamma functions, 1951).
 */
final class GammaRatio {
  /** From here on the series is exact in double precision. */
  private static final double LARGE = 20;

  private GammaRatio() {}

  /** The logarithm, of a known number or a tensor. */
  static Operand log(Operand x, long n) {
    return x.map(number -> log(number, n), tensor -> log(tensor, n));
  }

  private static double log(double x, long n) {
    double steps = 0;
    for (long j = 1; j < n / 2; j++) {
      steps += Math.log1p(j / x);
    }
    return n % 2 == 0 ? steps : steps + lastStep(x, n / 2);
  }

  /** From {@code Γ(x + m)} to {@code Γ(x + m + ½)}, and what the steps before it left out. */
  private static double lastStep(double x, long m) {
    double at = x + m;
    double whole = m == 0 ? 0 : 0.5 * Math.log1p(m / x);
    return whole + (at < LARGE ? near(at) : far(1 / at));
  }

  private static double near(double x) {
    return LogGamma.value(x + 0.5) - LogGamma.value(x) - 0.5 * Math.log(x);
  }

  private static double far(double z) {
    double square = z * z;
    return z * (-1.0 / 8 + square * (1.0 / 192 + square * (-1.0 / 640 + square * 17 / 14336)));
  }

  private static Tensor log(Tensor x, long n) {
    Tensor inverse = x.reciprocal();
    Tensor counts = Tensor.indices(n / 2).to(x.dataType());
    Tensor steps = inverse.unsqueeze(-1).mul(counts).log1p().sum(-1);
    return n % 2 == 0 ? steps : steps.add(lastStep(x, inverse, n / 2));
  }

  private static Tensor lastStep(Tensor x, Tensor inverse, long m) {
    Tensor at = m == 0 ? x : x.add((double) m);
    Tensor step = at.lt(LARGE).where(near(at), far(at.reciprocal()));
    return m == 0 ? step : step.add(inverse.mul((double) m).log1p().mul(0.5));
  }

  private static Tensor near(Tensor x) {
    Tensor small = x.minimum(2 * LARGE);
    return small.add(0.5).lgamma().sub(small.lgamma()).sub(small.log().mul(0.5));
  }

  private static Tensor far(Tensor z) {
    Tensor large = z.minimum(2 / LARGE);
    Tensor square = large.mul(large);
    Tensor tail = square.mul(17.0 / 14336).sub(1.0 / 640).mul(square).add(1.0 / 192);
    return large.mul(tail.mul(square).sub(1.0 / 8));
  }
}
