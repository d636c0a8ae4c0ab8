package dev.jyro.distribution;

import dev.jyro.tensor.Tensor;

/**
 * {@code log ∫ rⁿ exp(-½ (r - t)²) dr} over r greater than 0, for n of 1 or 2 and any t.
 *
 * <p>By parts it is a polynomial in t times the normal distribution function, plus one times the
 * bell curve. For t far below 0 these cancel; there, with {@code s = -t} and {@code u = s r}, it is
 * {@code -½ t² - (n + 1) log s + log ∫ uⁿ exp(-u - u²/(2 s²)) du}, by the trapezoidal rule in y
 * after {@code u = exp(y - exp(-y))}: its error is that of rounding (Takahasi and Mori, Double
 * exponential formulas for numerical integration, 1974).
 */
final class RadialIntegral {
  private static final double FAR = 1;
  private static final double SQRT_2PI = Math.sqrt(2 * Math.PI);
  private static final int NODES = 60;
  private static final double FIRST = -3.6;
  private static final double STEP = 7.4 / (NODES - 1);

  private RadialIntegral() {}

  static Tensor log(Tensor t, int n) {
    return t.lt(-FAR).where(far(t.neg().maximum(FAR / 2), n), near(t.maximum(-1.5 * FAR), n));
  }

  private static Tensor near(Tensor t, int n) {
    Tensor bell = t.mul(t).mul(-0.5).exp();
    Tensor below = t.mul(Math.sqrt(0.5)).erf().add(1).mul(SQRT_2PI / 2);
    Tensor sum = n == 1 ? bell.add(t.mul(below)) : t.mul(bell).add(t.mul(t).add(1).mul(below));
    return sum.log();
  }

  private static Tensor far(Tensor s, int n) {
    double[] nodes = new double[NODES];
    double[] weights = new double[NODES];
    for (int i = 0; i < NODES; i++) {
      double y = FIRST + i * STEP;
      double slope = 1 + Math.exp(-y);
      nodes[i] = Math.exp(y - Math.exp(-y));
      weights[i] = STEP * slope * Math.exp(-nodes[i]) * Math.pow(nodes[i], n + 1);
    }
    Tensor square = s.mul(s).mul(0.5);
    Tensor bend = Tensor.of(nodes).to(s.dataType()).square().div(square.mul(4).unsqueeze(-1));
    Tensor integral = bend.neg().exp().mul(Tensor.of(weights).to(s.dataType())).sum(-1);
    return integral.log().sub(square).sub(s.log().mul(n + 1.0));
  }
}
