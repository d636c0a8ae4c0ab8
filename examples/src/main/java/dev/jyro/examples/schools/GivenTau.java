package dev.jyro.examples.schools;

/**
 * The posterior of the eight schools if tau were known: all is normal then.
 *
 * <p>With {@code w = 1 / (error² + tau²)}, {@code mu} has the variance {@code v = 1 / (1/5² + Σ w)}
 * and the mean {@code m = v Σ w effect}; with {@code b = error² / (error² + tau²)}, the share by
 * which a school is pulled to the mean, {@code theta} has the mean {@code (1 - b) effect + b m} and
 * the variance {@code b tau² + b² v}. The data have the log density {@code log p(effect | tau) = -½
 * (Σ log(2π / w) + log(5² / v) + Σ w effect² - m² / v)}. Source: Gelman and others 2013, Bayesian
 * Data Analysis, section 5.4; there with a flat prior of mu.
 *
 * @param tau the spread of the schools
 * @param logLikelihood the log density of the data, in nats
 * @param mean of mu
 * @param variance of mu
 */
record GivenTau(double tau, double logLikelihood, double mean, double variance) {
  private static final double PRIOR = EightSchools.MU_SCALE * EightSchools.MU_SCALE;

  static GivenTau of(double tau, double[] effects, double[] errors) {
    double precision = 1 / PRIOR;
    double pull = 0;
    double cost = 0;
    for (int i = 0; i < effects.length; i++) {
      double w = 1 / (errors[i] * errors[i] + tau * tau);
      precision += w;
      pull += w * effects[i];
      cost += Math.log(2 * Math.PI / w) + w * effects[i] * effects[i];
    }
    double all = cost + Math.log(PRIOR * precision) - pull * pull / precision;
    return new GivenTau(tau, -all / 2, pull / precision, 1 / precision);
  }

  /** The mean of a school's theta. */
  double meanOf(double effect, double error) {
    double b = pooled(error);
    return (1 - b) * effect + b * mean;
  }

  /** The standard deviation of a school's theta. */
  double sdOf(double error) {
    double b = pooled(error);
    return Math.sqrt(b * tau * tau + b * b * variance);
  }

  private double pooled(double error) {
    return error * error / (error * error + tau * tau);
  }
}
