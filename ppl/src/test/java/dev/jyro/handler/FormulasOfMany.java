package dev.jyro.handler;

import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Log probabilities of counts and log densities of vectors, written out in Java as in {@link
 * Formulas}; for the parameters that the kinds make of their numbers.
 */
final class FormulasOfMany {
  private FormulasOfMany() {}

  static double bernoulli(double[] at, double[] x) {
    return x[0] == 1 ? Math.log(at[0]) : Math.log1p(-at[0]);
  }

  static double bernoulliOfLogits(double[] at, double[] x) {
    return RarerFormulas.logSigmoid(x[0] == 1 ? at[0] : -at[0]);
  }

  static double poisson(double[] at, double[] x) {
    return x[0] * Math.log(at[0]) - at[0] - LogGamma.value(x[0] + 1);
  }

  static double geometric(double[] at, double[] x) {
    return x[0] * Math.log1p(-at[0]) + Math.log(at[0]);
  }

  /** Of three trials: 1, 3, 3 or 1 ways. */
  static double binomial(double[] at, double[] x) {
    return Math.log(x[0] == 0 || x[0] == 3 ? 1 : 3)
        + x[0] * Math.log(at[0])
        + (3 - x[0]) * Math.log1p(-at[0]);
  }

  /** From 1 to 4. */
  static double discreteUniform(double[] at, double[] x) {
    return -Math.log(4);
  }

  /** The weights are multiples, so that the parameter drops out. */
  static double categorical(double[] at, double[] x) {
    return Math.log(new double[] {1, 2, 0.5}[(int) x[0]] / 3.5);
  }

  /** The logits are sums, so that the parameter drops out. */
  static double categoricalOfLogits(double[] at, double[] x) {
    return new double[] {0, -1, 1}[(int) x[0]] - Math.log(1 + Math.exp(-1) + Math.exp(1));
  }

  /** Counts that are 0 for one of two reasons. */
  static double zeroInflatedPoisson(double[] at, double[] x) {
    return x[0] == 0
        ? Math.log(at[1] + (1 - at[1]) * Math.exp(-at[0]))
        : Math.log1p(-at[1]) + poisson(at, x);
  }

  static double dirichlet(double[] at, double[] x) {
    double[] concentration = {at[0], 2 * at[0], 1.5 * at[0]};
    double density = LogGamma.value(4.5 * at[0]);
    for (int i = 0; i < concentration.length; i++) {
      density += (concentration[i] - 1) * Math.log(x[i]) - LogGamma.value(concentration[i]);
    }
    return density;
  }

  /** Of the factor with the rows (s, 0) and (0.3, s). */
  static double multivariateNormal(double[] at, double[] x) {
    double first = (x[0] - at[0] - 0.2) / at[1];
    double second = (x[1] - at[0] + 0.5 - 0.3 * first) / at[1];
    return Formulas.normal(0, 1, first) + Formulas.normal(0, 1, second) - 2 * Math.log(at[1]);
  }

  /** Steps of the same scale, from 0. */
  static double gaussianRandomWalk(double[] at, double[] x) {
    double density = 0;
    double before = 0;
    for (double place : x) {
      density += Formulas.normal(before, at[0], place);
      before = place;
    }
    return density;
  }

  /** Of three shares, broken off a stick; the sums are of what is left. */
  static double logisticNormal(double[] at, double[] x) {
    double first = Math.log(x[0] / (x[1] + x[2])) + Math.log(2);
    double second = Math.log(x[1] / x[2]);
    return Formulas.normal(at[0] + 0.2, at[1], first)
        + Formulas.normal(at[0] - 0.5, 1.5 * at[1], second)
        - Math.log(x[0])
        - Math.log(x[1])
        - Math.log(x[2]);
  }

  /** Of three classes with logits 0, -1 and 1 more than the parameter, which drops out. */
  static double relaxedOneHotCategorical(double[] at, double[] x) {
    double[] logits = {0, -1, 1};
    double[] scores = new double[3];
    double density = Math.log(2) + 2 * Math.log(at[0]);
    for (int i = 0; i < 3; i++) {
      scores[i] = logits[i] - at[0] * Math.log(x[i]);
      density += scores[i] - Math.log(x[i]);
    }
    return density
        - 3 * RarerFormulas.logSum(scores[0], RarerFormulas.logSum(scores[1], scores[2]));
  }

  /**
   * {@code loc + A Z Bᵀ} with A of the rows (s, 0) and (0.3, s), B half of it, and Z standard
   * normal.
   */
  static double matrixNormal(double[] at, double[] x) {
    double s = at[1];
    double[] y = {x[0] - at[0], x[1] - at[0] - 1, x[2] - at[0] + 1, x[3] - at[0] - 0.5};
    double[] rows = {y[0] / s, y[1] / s, (y[2] - 0.3 * y[0] / s) / s, (y[3] - 0.3 * y[1] / s) / s};
    double density = -8 * Math.log(s) + 4 * Math.log(2);
    for (int i = 0; i < 4; i += 2) {
      double left = 2 * rows[i] / s;
      double right = (2 * rows[i + 1] - 0.3 * left) / s;
      density += Formulas.normal(0, 1, left) + Formulas.normal(0, 1, right);
    }
    return density;
  }

  /** Of the factor with the rows (s, 0) and (0.3, s), and 2 degrees of freedom more. */
  static double inverseWishart(double[] at, double[] x) {
    double s = at[1];
    double df = at[0] + 2;
    double first = Math.sqrt(x[0]);
    double below = x[2] / first;
    double second = Math.sqrt(x[3] - below * below);
    double corner = (0.3 - below * s / first) / second;
    double trace = square(s / first) + square(corner) + square(s / second);
    double logGammas =
        Math.log(Math.PI) / 2 + LogGamma.value(df / 2) + LogGamma.value((df - 1) / 2);
    return 2 * df * Math.log(s)
        - df * Math.log(2)
        - logGammas
        - (df + 3) * Math.log(first * second)
        - trace / 2;
  }

  private static double square(double x) {
    return x * x;
  }

  /** All at 0.5, with a log density that is the parameter. */
  static double delta(double[] at, double[] x) {
    return x[0] == 0.5 ? at[0] : Double.NEGATIVE_INFINITY;
  }
}
