package dev.jyro.tensor;

/**
 * A continued fraction {@code b₀ + a₁/(b₁ + a₂/(b₂ + …))} and its derivative by a parameter.
 *
 * <p>Evaluated from the front by the modified method of Lentz, each step differentiated. Source:
 * Thompson and Barnett, Coulomb and Bessel Functions of Complex Arguments and Order, 1986, section
 * 4.
 */
final class Fraction {
  private static final double SETTLED = 1e-16;

  private double c;
  private double slopeOfC;
  private double d;
  private double slopeOfD;
  private double logSlope;

  /** Of the first term alone, which is not 0. */
  Fraction(double b, double slopeOfB) {
    c = b;
    slopeOfC = slopeOfB;
    logSlope = slopeOfB / b;
  }

  /**
   * With one more level.
   *
   * @return whether that changed nothing that could be seen
   */
  boolean add(double a, double slopeOfA, double b, double slopeOfB) {
    slopeOfC = slopeOfB + (slopeOfA - a * slopeOfC / c) / c;
    c = b + a / c;
    double slopeOfDivisor = slopeOfB + slopeOfA * d + a * slopeOfD;
    d = 1 / (b + a * d);
    slopeOfD = -d * d * slopeOfDivisor;
    double more = slopeOfC / c + slopeOfD / d;
    logSlope += more;
    return Math.abs(more) <= SETTLED * Math.abs(logSlope) && Math.abs(c * d - 1) <= 4 * SETTLED;
  }

  /** The derivative of its logarithm. */
  double logSlope() {
    return logSlope;
  }
}
