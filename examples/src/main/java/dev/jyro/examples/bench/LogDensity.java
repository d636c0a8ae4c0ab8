package dev.jyro.examples.bench;

import dev.jyro.tensor.Tensor;

/**
 * Log densities as one writes them by hand, in the operations that Jyro's distributions take.
 *
 * <p>{@code scale} is a standard deviation, or a median for the half-Cauchy.
 */
final class LogDensity {
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double HALF_LOG_PI = 0.5 * Math.log(Math.PI);
  private static final double LOG_PEAK = Math.log(2 / Math.PI);

  private LogDensity() {}

  static Tensor normal(Tensor x, Tensor loc, Tensor scale) {
    Tensor width = scale.mul(SQRT_2);
    Tensor z = x.sub(loc).div(width);
    return width.log().rsub(-HALF_LOG_PI).sub(z.mul(z));
  }

  /** With mean 0. */
  static Tensor normal(Tensor x, double scale) {
    Tensor z = x.div(scale * SQRT_2);
    return z.mul(z).rsub(-HALF_LOG_PI - Math.log(scale * SQRT_2));
  }

  static Tensor logNormal(Tensor x, Tensor loc, Tensor scale) {
    Tensor y = x.log();
    return inside(x.gt(0), normal(y, loc, scale).sub(y));
  }

  /** With mean 0 and standard deviation 1 of the logarithm. */
  static Tensor logNormal(Tensor x) {
    Tensor y = x.log();
    return inside(x.gt(0), normal(y, 1).sub(y));
  }

  /** With scale 1. */
  static Tensor halfCauchy(Tensor x) {
    return inside(x.ge(0), x.mul(x).add(1).log().rsub(LOG_PEAK));
  }

  static Tensor bernoulli(Tensor x, Tensor logits) {
    return x.mul(logits).sub(logits.softplus());
  }

  private static Tensor inside(Tensor support, Tensor density) {
    return support.where(density, density.constant(Double.NEGATIVE_INFINITY));
  }
}
