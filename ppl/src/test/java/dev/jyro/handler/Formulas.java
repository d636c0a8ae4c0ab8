package dev.jyro.handler;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Log densities of single numbers, written out in Java from the textbooks: nothing of Jyro's is
 * called. Parameters come in the order of the kinds' links; values are inside the support.
 */
final class Formulas {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  private Formulas() {}

  static double normal(double[] at, double[] x) {
    return normal(at[0], at[1], x[0]);
  }

  static double normal(double loc, double scale, double x) {
    double z = (x - loc) / scale;
    return -z * z / 2 - Math.log(scale) - LOG_2_PI / 2;
  }

  static double cauchy(double[] at, double[] x) {
    double z = z(at, x);
    return -Math.log(Math.PI) - Math.log(at[1]) - logOnePlusSquare(z);
  }

  static double laplace(double[] at, double[] x) {
    return -Math.abs(z(at, x)) - Math.log(2 * at[1]);
  }

  static double gumbel(double[] at, double[] x) {
    double z = z(at, x);
    return -z - Math.exp(-z) - Math.log(at[1]);
  }

  static double logistic(double[] at, double[] x) {
    double z = Math.abs(z(at, x));
    return -z - 2 * Math.log1p(Math.exp(-z)) - Math.log(at[1]);
  }

  static double studentT(double[] at, double[] x) {
    double df = at[2];
    double z = z(at, x);
    return -(df + 1) / 2 * logOnePlusSquare(z / Math.sqrt(df))
        - LogBeta.value(0.5, df / 2)
        - Math.log(df) / 2
        - Math.log(at[1]);
  }

  static double logNormal(double[] at, double[] x) {
    return normal(at[0], at[1], Math.log(x[0])) - Math.log(x[0]);
  }

  static double gamma(double[] at, double[] x) {
    return at[0] * Math.log(at[1])
        + (at[0] - 1) * Math.log(x[0])
        - at[1] * x[0]
        - LogGamma.value(at[0]);
  }

  static double inverseGamma(double[] at, double[] x) {
    return at[0] * Math.log(at[1])
        - (at[0] + 1) * Math.log(x[0])
        - at[1] / x[0]
        - LogGamma.value(at[0]);
  }

  static double beta(double[] at, double[] x) {
    return times(at[0] - 1, Math.log(x[0]))
        + times(at[1] - 1, Math.log1p(-x[0]))
        - LogBeta.value(at[0], at[1]);
  }

  static double weibull(double[] at, double[] x) {
    double logZ = Math.log(x[0] / at[0]);
    return Math.log(at[1] / at[0]) + (at[1] - 1) * logZ - Math.exp(at[1] * logZ);
  }

  static double chi2(double[] at, double[] x) {
    return gamma(new double[] {at[0] / 2, 0.5}, x);
  }

  static double exponential(double[] at, double[] x) {
    return Math.log(at[0]) - at[0] * x[0];
  }

  static double halfNormal(double[] at, double[] x) {
    return Math.log(2) + normal(0, at[0], x[0]);
  }

  static double halfCauchy(double[] at, double[] x) {
    return Math.log(2) + cauchy(new double[] {0, at[0]}, x);
  }

  /** From 0.5 on. */
  static double pareto(double[] at, double[] x) {
    return Math.log(at[0] / 0.5) - (at[0] + 1) * Math.log(x[0] / 0.5);
  }

  /** From -1 to 2. */
  static double uniform(double[] at, double[] x) {
    return -Math.log(3);
  }

  private static double z(double[] at, double... x) {
    return (x[0] - at[0]) / at[1];
  }

  /** Without the square, where that is too large for a double. */
  private static double logOnePlusSquare(double z) {
    return Math.abs(z) > 1e8 ? 2 * Math.log(Math.abs(z)) : Math.log1p(z * z);
  }

  /** In which nothing times infinity is nothing. */
  static double times(double factor, double log) {
    return factor == 0 ? 0 : factor * log;
  }
}
