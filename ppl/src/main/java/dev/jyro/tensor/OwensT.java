package dev.jyro.tensor;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * Owen's function {@code T(h, a) = 1/(2π) ∫ exp(-½ h² (1 + x²))/(1 + x²) dx}, x from 0 to a: the
 * probability that of two normal numbers the first is above h and the second between 0 and a times
 * it.
 *
 * <p>By Gauss and Legendre's rule where a is at most 1, exact to some 1e-16, and by the identity
 * that leads back there where it is greater. Source: Owen, Tables for Computing Bivariate Normal
 * Probabilities, 1956.
 */
final class OwensT {
  private static final GaussLegendre RULE = new GaussLegendre(32);

  /** No normal number is above it. */
  private static final double FAR = 40;

  private OwensT() {}

  static double value(double... ha) {
    double size = upToSign(Math.abs(ha[0]), Math.abs(ha[1]));
    return ha[1] < 0 ? -size : size;
  }

  private static double upToSign(double h, double a) {
    if (h > FAR || a == 0) {
      return 0;
    }
    if (h == 0) {
      return Math.atan(a) / (2 * Math.PI);
    }
    if (a > 1) {
      double above = above(h);
      double far = above(a * h);
      return 0.5 * (above + far) - above * far - upToSign(a * h, 1 / a);
    }
    double half = -0.5 * h * h;
    double mean = RULE.integral(u -> Math.exp(half * (a * u) * (a * u)) / (1 + (a * u) * (a * u)));
    return Math.exp(half) * a * mean / (2 * Math.PI);
  }

  private static double above(double x) {
    return 0.5 * Erfc.value(x / Math.sqrt(2));
  }
}
