package dev.jyro.examples.schools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Against an integral over mu and tau together, where the theta of a school are integrated out but
 * mu is not. Both are trapezoidal rules over smooth functions that fade at both ends, so they agree
 * to rounding and to what is cut off: less than 1e-6 of the mass.
 */
final class ExactTest {
  private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};
  private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

  /** Mu from -40 to 40, 8 of its prior deviations; log tau from log 1e-6 to log 1e4. */
  private static final int STEPS = 400;

  private final Exact exact = Exact.of(Schools.measured());

  private double evidence;
  private double mu;
  private double square;
  private double tau;
  private double theta;

  private void integrate() {
    for (int i = 0; i <= STEPS; i++) {
      double t = Math.exp(Math.log(1e-6) + i * Math.log(1e10) / STEPS);
      for (int j = 0; j <= STEPS; j++) {
        add(-40 + j * 80.0 / STEPS, t);
      }
    }
  }

  private void add(double m, double t) {
    double prior = normal(m, 5) * 2 / (Math.PI * 5 * (1 + t * t / 25)) * t;
    double mass = prior * 80 / STEPS * Math.log(1e10) / STEPS;
    for (int i = 0; i < EFFECTS.length; i++) {
      mass *= normal(EFFECTS[i] - m, Math.hypot(ERRORS[i], t));
    }
    evidence += mass;
    mu += mass * m;
    square += mass * m * m;
    tau += mass * t;
    theta += mass * (EFFECTS[0] * t * t + m * 225) / (225 + t * t);
  }

  private static double normal(double x, double sd) {
    return Math.exp(-x * x / (2 * sd * sd)) / (sd * Math.sqrt(2 * Math.PI));
  }

  @Test
  void isTheIntegralOverBothNumbersThatTheSchoolsShare() {
    integrate();
    Map<String, Marginal> found = exact.marginals();
    assertThat(exact.logEvidence()).isCloseTo(Math.log(evidence), within(2e-6));
    assertThat(of(found, "mu").mean()).isCloseTo(mu / evidence, within(1e-5));
    assertThat(of(found, "mu").sd())
        .isCloseTo(Math.sqrt(square / evidence - Math.pow(mu / evidence, 2)), within(1e-5));
    assertThat(of(found, "tau").mean()).isCloseTo(tau / evidence, within(1e-5));
    assertThat(of(found, "theta[0]").mean()).isCloseTo(theta / evidence, within(1e-5));
  }

  @Test
  void pullsEachSchoolToTheMeanTheMoreTheLessTauIs() {
    assertThat(exact.meanGiven(1e-6, 0)).isCloseTo(exact.meanGiven(1e-6, 2), within(1e-9));
    // With tau² = 1e16 the pull is error² / tau² = 2e-14 of some tens of points.
    assertThat(exact.meanGiven(1e8, 0)).isCloseTo(28, within(1e-10));
  }

  @Test
  void hasQuantilesBetweenWhichNineTenthsLie() {
    // The mass of log tau between the quantiles, by a sum of steps of 1e-3, off by at most one
    // step at each end: densities are below 1.
    Marginal tau = of(exact.marginals(), "tau");
    double mass = 0;
    for (double at = Math.log(tau.low()); at < Math.log(tau.high()); at += 1e-3) {
      mass += exact.densityOfLogTau(at) * 1e-3;
    }
    assertThat(mass).isCloseTo(0.9, within(2e-3));
  }

  private static Marginal of(Map<String, Marginal> found, String name) {
    return Objects.requireNonNull(found.get(name), name);
  }
}
