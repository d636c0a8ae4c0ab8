package dev.jyro.handler;

import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogBeta;

/** Log densities of the rarer kinds, written out in Java as in {@link Formulas}. */
final class RarerFormulas {
  private static final double SQRT_2 = Math.sqrt(2);

  private RarerFormulas() {}

  static double softLaplace(double[] at, double[] x) {
    double z = Math.abs((x[0] - at[0]) / at[1]);
    return Math.log(2 / Math.PI) - z - Math.log1p(Math.exp(-2 * z)) - Math.log(at[1]);
  }

  static double skewNormal(double[] at, double[] x) {
    double z = (x[0] - at[0]) / at[1];
    return Math.log(2) + Formulas.normal(at, x) + logNormalCdf(at[2] * z);
  }

  private static double logNormalCdf(double z) {
    return z > -5
        ? Math.log(Erfc.value(-z / SQRT_2) / 2)
        : Math.log(Erfcx.value(-z / SQRT_2) / 2) - z * z / 2;
  }

  /** A draw far out is rounded to 0 or 1, which no logit leads to. */
  static double logitNormal(double[] at, double[] x) {
    double volume = Math.log(x[0]) + Math.log1p(-x[0]);
    return Double.isInfinite(volume)
        ? Double.NEGATIVE_INFINITY
        : Formulas.normal(at[0], at[1], logit(x[0])) - volume;
  }

  static double foldedNormal(double[] at, double[] x) {
    return logSum(Formulas.normal(at[0], at[1], x[0]), Formulas.normal(at[0], at[1], -x[0]));
  }

  /** From -0.5 on. */
  static double levy(double[] at, double[] x) {
    double y = x[0] + 0.5;
    return Math.log(at[0] / (2 * Math.PI)) / 2 - 1.5 * Math.log(y) - at[0] / (2 * y);
  }

  /** From 0.2 to 3. */
  static double logUniform(double[] at, double[] x) {
    return -Math.log(x[0]) - Math.log(Math.log(15));
  }

  static double betaProportion(double[] at, double[] x) {
    return Formulas.beta(new double[] {at[0] * at[1], (1 - at[0]) * at[1]}, x);
  }

  /** From -1 on, of length 3. */
  static double affineBeta(double[] at, double[] x) {
    return Formulas.times(at[0] - 1, Math.log((x[0] + 1) / 3))
        + Formulas.times(at[1] - 1, Math.log((2 - x[0]) / 3))
        - LogBeta.value(at[0], at[1])
        - Math.log(3);
  }

  static double continuousBernoulli(double[] at, double[] x) {
    return x[0] * Math.log(at[0]) + (1 - x[0]) * Math.log1p(-at[0]) + logConstant(logit(at[0]));
  }

  static double continuousBernoulliOfLogits(double[] at, double[] x) {
    return x[0] * logSigmoid(at[0]) + (1 - x[0]) * logSigmoid(-at[0]) + logConstant(at[0]);
  }

  private static double logConstant(double logit) {
    return Math.log(logit == 0 ? 2 : logit / Math.tanh(logit / 2));
  }

  static double relaxedBernoulli(double[] at, double[] x) {
    double d = at[1] - at[0] * logit(x[0]);
    double logistic = logSigmoid(d) + logSigmoid(-d);
    return Math.log(at[0]) + logistic - Math.log(x[0]) - Math.log1p(-x[0]);
  }

  /** Of a vector on a circle: {@code 1 + t √2π Φ(t) exp(t²/2)} is the integral by its length. */
  static double projectedNormal(double[] at, double[] x) {
    double first = at[0] + 0.5;
    double second = at[0] - 0.3;
    double t = first * x[0] + second * x[1];
    double across = first * x[1] - second * x[0];
    double lengths =
        t < 0
            ? Math.log1p(t * Math.sqrt(Math.PI / 2) * Erfcx.value(-t / SQRT_2))
            : logSum(0, Math.log(t * Math.sqrt(2 * Math.PI)) + logNormalCdf(t) + t * t / 2);
    return lengths - (t * t + across * across) / 2 - Math.log(2 * Math.PI);
  }

  static double logSum(double a, double b) {
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  static double logSigmoid(double logit) {
    return Math.min(logit, 0) - Math.log1p(Math.exp(-Math.abs(logit)));
  }

  private static double logit(double x) {
    return Math.log(x) - Math.log1p(-x);
  }
}
