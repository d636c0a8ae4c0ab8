package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * The von Mises distribution around 0, whose density is {@code exp(κ cos t)/(2π I₀(κ))}: its
 * distribution function F, and how a draw moves with κ while its quantile is held.
 *
 * <p>F is a Fourier series whose coefficients are ratios of Bessel functions, summed backwards:
 * Hill, Algorithm 518, 1977. Beyond some concentration {@code 2 √κ sin(t/2)} is normal to nine
 * digits.
 *
 * <p>A draw t moves by {@code -(∂F/∂κ)/p = -∫ (cos s - A) exp(κ (cos s - cos t)) ds} over s from 0
 * to t, where A is the mean of the cosine; from 0 to π the integral is 0. Where cos t is above A it
 * is taken from 0 to t, else from t to π as far as it counts, so that the integrand never changes
 * its sign and digits are never lost.
 */
final class Circle {
  private static final double NEARLY_NORMAL = 1e8;
  private static final double TURN = 2 * Math.PI;
  private static final GaussLegendre RULE = new GaussLegendre(32);

  /** Of the exponent, beyond which nothing counts. */
  private static final double FAR = 40;

  private Circle() {}

  /** F of concentration and angle; one more for each turn. */
  static double cdf(double... at) {
    double turns = Math.rint(at[1] / TURN);
    double angle = at[1] - TURN * turns;
    return turns
        + (at[0] < NEARLY_NORMAL
            ? 0.5 + angle / TURN + series(at[0], angle) / Math.PI
            : 0.5 * Erfc.value(-Math.sqrt(2 * at[0]) * Math.sin(angle / 2)));
  }

  private static double series(double concentration, double angle) {
    double ratio = 0;
    double sum = 0;
    for (int j = 30 + (int) (10 * Math.sqrt(concentration)); j > 0; j--) {
      ratio = 1 / (2 * j / concentration + ratio);
      sum = ratio * (Math.sin(j * angle) / j + sum);
    }
    return sum;
  }

  /** The derivative of a draw by its concentration. */
  static Tensor slope(Tensor concentration, Tensor draw) {
    Tensor k = column(concentration);
    Tensor angle = column(draw).abs();
    Tensor lack = k.i1e().div(k.i0e()).rsub(1);
    Tensor rise = angle.mul(0.5).sin().square();
    Tensor isNear = rise.mul(2).le(lack);
    Tensor end = rise.add(k.rdiv(FAR / 2)).clampMax(1).sqrt().asin().mul(2);
    Tensor from = isNear.where(angle.constant(0), angle);
    Tensor width = isNear.where(angle, end.sub(angle));
    Tensor s = from.add(width.mul(Tensor.of(RULE.nodes())));
    Tensor exponent = angle.add(s).mul(0.5).sin().mul(angle.sub(s).mul(0.5).sin()).mul(k).mul(2);
    Tensor height = lack.sub(s.mul(0.5).sin().square().mul(2)).mul(exponent.exp());
    Tensor integral = height.mul(Tensor.of(RULE.weights())).sum(-1).mul(width.squeeze(-1));
    Tensor signed = isNear.squeeze(-1).where(integral.neg(), integral);
    return signed.to(draw.dataType()).mul(draw.sign());
  }

  private static Tensor column(Tensor x) {
    return x.to(DataType.FLOAT64).unsqueeze(-1);
  }

  /** The density. */
  static Tensor density(Tensor concentration, Tensor angle) {
    Tensor fall = concentration.mul(angle.mul(0.5).sin().square()).mul(-2).exp();
    return fall.div(concentration.i0e().mul(TURN));
  }
}
