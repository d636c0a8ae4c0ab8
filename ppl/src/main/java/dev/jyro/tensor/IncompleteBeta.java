package dev.jyro.tensor;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * The regularised incomplete beta function {@code I(a, b, x)}, its derivatives by a and b, and its
 * inverse. All arguments come in the order a, b, x; bad ones give NaN.
 *
 * <p>The function itself is that of Commons Numbers, exact to some 1e-14. The derivatives by a and
 * b are those of its continued fraction: DLMF 8.17.22; Boik and Robison-Cox, Derivatives of the
 * Incomplete Beta Function, 1998. The inverse solves for the logit s of x, in which the logarithm
 * of the function is concave, and from which x near 0 and 1 is exact: {@code I <= exp(a s)/(a B(a,
 * b))} bounds it on both sides.
 */
final class IncompleteBeta {
  private static final int ENOUGH = 100_000;

  /** Beyond these logits x and 1 - x are known to all digits as their exponentials. */
  private static final double FAR = 690;

  private IncompleteBeta() {}

  static double value(double... abx) {
    return RegularizedBeta.value(abx[2], abx[0], abx[1]);
  }

  static double slopeByA(double... abx) {
    return slope(abx[0], abx[1], abx[2], 1 - abx[2], true);
  }

  static double slopeByB(double... abx) {
    return slope(abx[0], abx[1], abx[2], 1 - abx[2], false);
  }

  private static double slope(double a, double b, double x, double rest, boolean byA) {
    if (x <= 0 || rest <= 0) {
      return 0;
    }
    if (x > (a + 1) / (a + b + 2)) {
      return -slope(b, a, rest, x, !byA);
    }
    double front =
        byA
            ? Math.log(x) - 1 / a - Digamma.value(a) + Digamma.value(a + b)
            : Math.log1p(-x) - Digamma.value(b) + Digamma.value(a + b);
    return RegularizedBeta.value(x, a, b) * (front - fraction(a, b, x, byA).logSlope());
  }

  private static Fraction fraction(double a, double b, double x, boolean byA) {
    Fraction fraction = new Fraction(1, 0);
    for (int m = 0; m < ENOUGH; m++) {
      double odd = -(a + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      double total = a + b + m;
      double perA = 1 / (a + m) + 1 / total - 1 / (a + 2 * m) - 1 / (a + 2 * m + 1);
      boolean isSettled = fraction.add(odd * total, odd * (byA ? total * perA : 1), 1, 0);
      double even = (m + 1) * x / ((a + 2 * m + 1) * (a + 2 * m + 2));
      double left = b - m - 1;
      double perB = left * (1 / (a + 2 * m + 1) + 1 / (a + 2 * m + 2));
      if (fraction.add(even * left, even * (byA ? -perB : 1), 1, 0) && isSettled) {
        break;
      }
    }
    return fraction;
  }

  static double inverse(double... abp) {
    double a = abp[0];
    double b = abp[1];
    double p = abp[2];
    if (p == 0 || p == 1 || !(a > 0 && b > 0 && p > 0 && p < 1)) {
      return a > 0 && b > 0 && (p == 0 || p == 1) ? p : Double.NaN;
    }
    return sigmoid(p <= 0.5 ? logit(a, b, p, 1 - p) : -logit(b, a, 1 - p, p));
  }

  private static double logit(double a, double b, double p, double rest) {
    double logBeta = LogBeta.value(a, b);
    return Root.of(
        (Math.log(p) + logBeta + Math.log(a)) / a,
        -(Math.log(rest) + logBeta + Math.log(b)) / b,
        s -> logValue(a, b, s, logBeta) - Math.log(p),
        s -> Math.exp(logDensity(a, b, s) - logBeta - logValue(a, b, s, logBeta)));
  }

  private static double logValue(double a, double b, double s, double logBeta) {
    if (s < -FAR) {
      return a * s - logBeta - Math.log(a);
    }
    return Math.log(
        s < 0
            ? RegularizedBeta.value(sigmoid(s), a, b)
            : RegularizedBeta.complement(sigmoid(-s), b, a));
  }

  /** Of the logit, but for the constant. */
  private static double logDensity(double a, double b, double s) {
    double fall = Math.log1p(Math.exp(-Math.abs(s)));
    return a * (Math.min(s, 0) - fall) - b * (Math.max(s, 0) + fall);
  }

  private static double sigmoid(double s) {
    return s < 0 ? Math.exp(s) / (1 + Math.exp(s)) : 1 / (1 + Math.exp(-s));
  }
}
