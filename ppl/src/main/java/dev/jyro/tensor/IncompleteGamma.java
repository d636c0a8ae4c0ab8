package dev.jyro.tensor;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * The derivative of the regularised incomplete gamma function {@code P(a, x)} by a, and its
 * inverse. Bad arguments give NaN.
 *
 * <p>The derivative is that of the series (DLMF 8.11.4) where x is at most a + 1, else that of the
 * continued fraction for 1 - P (DLMF 8.9.2). The inverse solves for the logarithm s of x, in which
 * the logarithms of P and 1 - P are concave; {@code P <= exp(a s)/Γ(a + 1)} bounds it from one
 * side.
 */
final class IncompleteGamma {
  private static final int ENOUGH = 100_000;
  private static final double SETTLED = 1e-17;

  /** Below this logarithm P is its first term to all digits. */
  private static final double FAR = -690;

  private IncompleteGamma() {}

  static double slopeByA(double... ax) {
    double a = ax[0];
    double x = ax[1];
    if (x <= 0 || x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double front = Math.log(x) - Digamma.value(a);
    return x <= a + 1
        ? RegularizedGamma.P.value(a, x) * (front + logSlopeOfSeries(a, x))
        : RegularizedGamma.Q.value(a, x) * (logSlopeOfFraction(a, x) - front);
  }

  /** Of {@code 1/a + x/(a (a + 1)) + …} */
  private static double logSlopeOfSeries(double a, double x) {
    double term = 1 / a;
    double logSlope = -1 / a;
    double sum = term;
    double slope = term * logSlope;
    for (int n = 1; n < ENOUGH && Math.abs(term * logSlope) > SETTLED * Math.abs(slope); n++) {
      term *= x / (a + n);
      logSlope -= 1 / (a + n);
      sum += term;
      slope += term * logSlope;
    }
    return slope / sum;
  }

  private static double logSlopeOfFraction(double a, double x) {
    Fraction fraction = new Fraction(x + 1 - a, -1);
    for (int n = 1; n < ENOUGH; n++) {
      if (fraction.add(-n * (n - a), n, x + 2 * n + 1 - a, -1)) {
        break;
      }
    }
    return fraction.logSlope();
  }

  static double inverse(double... ap) {
    double a = ap[0];
    double p = ap[1];
    if (!(a > 0 && p >= 0 && p <= 1)) {
      return Double.NaN;
    }
    if (p == 0 || p == 1) {
      return p == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double low = (Math.log(p) + LogGamma.value(a + 1)) / a;
    double high = low + 1;
    for (double stride = 1; logValue(a, high) < Math.log(p); stride *= 2) {
      high += stride;
    }
    return Math.exp(p <= 0.5 ? fromBelow(a, p, low, high) : fromAbove(a, 1 - p, low, high));
  }

  private static double fromBelow(double a, double p, double low, double high) {
    return Root.of(
        low,
        high,
        s -> logValue(a, s) - Math.log(p),
        s -> Math.exp(logDensity(a, s) - logValue(a, s)));
  }

  private static double fromAbove(double a, double q, double low, double high) {
    return Root.of(
        low,
        high,
        s -> Math.log(q) - Math.log(RegularizedGamma.Q.value(a, Math.exp(s))),
        s -> Math.exp(logDensity(a, s)) / RegularizedGamma.Q.value(a, Math.exp(s)));
  }

  private static double logValue(double a, double s) {
    return s < FAR
        ? a * s - LogGamma.value(a + 1)
        : Math.log(RegularizedGamma.P.value(a, Math.exp(s)));
  }

  private static double logDensity(double a, double s) {
    return a * s - Math.exp(s) - LogGamma.value(a);
  }
}
