package dev.jyro.tensor;

import org.apache.commons.numbers.gamma.LogGamma;

/** What entropies are made of that Torch lacks. */
final class Entropies {
  private static final double EULER = 0.5772156649015329;

  /** From here on the asymptotic series of the Poisson distribution's entropy is exact. */
  private static final double LARGE = 1000;

  /** In standard deviations and numbers, beyond which a Poisson number is never met. */
  private static final double FAR = 40;

  private static final int LEVELS = 120;

  private Entropies() {}

  /**
   * {@code exp(x) E₁(x)}, where {@code E₁(x) = ∫ exp(-t)/t dt}, t from x on: by the series up to 1,
   * by the continued fraction, backwards, beyond. DLMF 6.6.2 and 6.9.1.
   */
  static double scaledIntegral(double... x) {
    return x[0] <= 1 ? Math.exp(x[0]) * bySeries(x[0]) : byFraction(x[0]);
  }

  private static double bySeries(double x) {
    double sum = -EULER - Math.log(x);
    double term = 1;
    for (int n = 1; n < LEVELS && Math.abs(term) > 1e-17; n++) {
      term *= -x / n;
      sum -= term / n;
    }
    return sum;
  }

  private static double byFraction(double x) {
    double below = x + 2 * LEVELS + 1;
    for (int n = LEVELS; n > 0; n--) {
      below = x + 2 * n - 1 - (double) n * n / below;
    }
    return 1 / below;
  }

  /**
   * The Poisson distribution's entropy at a rate: the sum over all counts that are ever met, or
   * where the rate is large {@code ½ log(2πe rate) - 1/(12 rate) - …}: Evans and Boersma, The
   * Entropy of a Poisson Distribution, 1988.
   */
  static double poisson(double... rate) {
    double r = rate[0];
    return r > LARGE
        ? 0.5 * Math.log(2 * Math.PI * Math.E * r) - (1 + (0.5 + 19 / (30 * r)) / r) / (12 * r)
        : -expectation(r, 1, 0);
  }

  /** Its derivative. */
  static double poissonSlope(double... rate) {
    double r = rate[0];
    return r > LARGE
        ? 0.5 / r + (1 + (1 + 19 / (10 * r)) / r) / (12 * r * r)
        : -expectation(r, -1, 1 / r);
  }

  /** The expectation of {@code (constant + slope count)} times the log probability. */
  private static double expectation(double rate, double constant, double slope) {
    double reach = FAR * (1 + Math.sqrt(rate));
    int first = (int) Math.max(0, rate - reach);
    double logProbability = first * Math.log(rate) - rate - logFactorial(first);
    double sum = rate == 0 ? 0 : term(logProbability, constant + slope * first);
    for (int count = first + 1; count < rate + reach; count++) {
      logProbability += Math.log(rate / count);
      sum += rate == 0 ? 0 : term(logProbability, constant + slope * count);
    }
    return sum;
  }

  private static double term(double logProbability, double weight) {
    return Math.exp(logProbability) * logProbability * weight;
  }

  private static double logFactorial(int n) {
    return LogGamma.value(n + 1.0);
  }
}
