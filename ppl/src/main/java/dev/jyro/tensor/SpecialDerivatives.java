package dev.jyro.tensor;

import java.util.Map;

/** The derivatives of what distribution functions are made of, their inverses, and draws. */
final class SpecialDerivatives {
  private SpecialDerivatives() {}

  static void addTo(Map<Op, Derivative> table) {
    gamma((op, rule) -> table.put(op, Derivative.of(rule)));
    beta((op, rule) -> table.put(op, Derivative.of(rule)));
    normal((op, rule) -> table.put(op, Derivative.of(rule)));
    bessel((op, rule) -> table.put(op, Derivative.of(rule)));
    truncated((op, rule) -> table.put(op, Derivative.of(rule)));
  }

  private static void gamma(PointwiseDerivatives.Rows rows) {
    rows.put(Op.GAMMA_INC, (node, g, place) -> g.mul(gammaSlope(place, node.in(0), node.in(1))));
    rows.put(
        Op.GAMMA_INC_C, (node, g, place) -> g.mul(gammaSlope(place, node.in(0), node.in(1))).neg());
    rows.put(
        Op.GAMMA_INC_INV,
        (node, g, place) -> {
          Tensor perDensity = g.div(gammaSlope(1, node.in(0), node.out()));
          return place == 1
              ? perDensity
              : perDensity.mul(gammaSlope(0, node.in(0), node.out())).neg();
        });
  }

  private static void beta(PointwiseDerivatives.Rows rows) {
    rows.put(
        Op.BETA_INC,
        (node, g, place) -> g.mul(betaSlope(place, node.in(0), node.in(1), node.in(2))));
    rows.put(
        Op.BETA_INC_INV,
        (node, g, place) -> {
          Tensor perDensity = g.div(betaSlope(2, node.in(0), node.in(1), node.out()));
          return place == 2
              ? perDensity
              : perDensity.mul(betaSlope(place, node.in(0), node.in(1), node.out())).neg();
        });
  }

  private static void normal(PointwiseDerivatives.Rows rows) {
    rows.put(
        Op.LOG_NDTR,
        (node, g, place) ->
            g.mul(Math.sqrt(2 / Math.PI)).div(node.in().mul(-Math.sqrt(0.5)).erfcx()));
    rows.put(
        Op.OWENS_T,
        (node, g, place) -> {
          Tensor h = node.in(0);
          Tensor slope = node.in(1);
          Tensor bell = h.square().mul(-0.5).exp();
          if (place == 0) {
            Tensor share = h.mul(slope).mul(Math.sqrt(0.5)).erf();
            return g.mul(bell).mul(share).mul(-0.5 / Math.sqrt(2 * Math.PI));
          }
          Tensor far = h.mul(slope).square().mul(-0.5).exp();
          return g.mul(bell).mul(far).div(slope.square().add(1)).mul(0.5 / Math.PI);
        });
    Elementwise entropy = Entropies::poissonSlope;
    rows.put(Op.POISSON_ENTROPY, (node, g, place) -> g.mul(entropy.slope(node.in())));
    rows.put(Op.E1E, (node, g, place) -> g.mul(node.out().sub(node.in().reciprocal())));
  }

  private static void bessel(PointwiseDerivatives.Rows rows) {
    rows.put(
        Op.ERFCX,
        (node, g, place) -> g.mul(node.in().mul(node.out()).mul(2).sub(2 / Math.sqrt(Math.PI))));
    rows.put(
        Op.I0E, (node, g, place) -> g.mul(node.in().i1e().sub(node.out().mul(node.in().sign()))));
    rows.put(
        Op.I1E,
        (node, g, place) -> {
          Tensor x = node.in();
          Tensor quotient = x.eq(0).where(x.constant(0.5), node.out().div(x));
          return g.mul(x.i0e().sub(quotient).sub(node.out().mul(x.sign())));
        });
    rows.put(Op.VON_MISES, (node, g, place) -> g.mul(Circle.slope(node.in(), node.out())));
    rows.put(
        Op.VON_MISES_CDF,
        (node, g, place) -> {
          Tensor perAngle = g.mul(Circle.density(node.in(0), node.in(1)));
          return place == 1
              ? perAngle
              : perAngle.mul(Circle.slope(node.in(0), turned(node.in(1)))).neg();
        });
  }

  private static void truncated(PointwiseDerivatives.Rows rows) {
    rows.put(
        Op.LOG_TRUNCATED_MASS,
        (node, g, place) -> {
          Tensor bound = node.in(place);
          Tensor near = nearest(node.in(0), node.in(1));
          Tensor density = halfSquares(near, bound).sub(node.out()).exp();
          Tensor slope = place == 0 ? bound.maximum(0).sub(density) : bound.minimum(0).add(density);
          return g.mul(slope);
        });
    rows.put(
        Op.TRUNCATED_NORMAL_ICDF, (node, g, place) -> g.mul(truncatedSlope(node, place).exp()));
  }

  /** The logarithm of a quantile's derivative by lower bound, upper bound or probability. */
  private static Tensor truncatedSlope(Node node, int place) {
    Tensor p = node.in(2);
    if (place == 2) {
      Tensor near = nearest(node.in(0), node.in(1));
      return node.in(0).logTruncatedMass(node.in(1)).add(halfSquares(node.out(), near));
    }
    Tensor share = place == 0 ? p.neg().log1p() : p.log();
    return share.add(halfSquares(node.out(), node.in(place)));
  }

  /** Of the numbers between bounds the one nearest to 0. */
  private static Tensor nearest(Tensor low, Tensor high) {
    return low.maximum(0).minimum(high);
  }

  /** {@code (x² - y²)/2}. */
  private static Tensor halfSquares(Tensor x, Tensor y) {
    return x.sub(y).mul(x.add(y)).mul(0.5);
  }

  /** The same angle from -π to π. */
  private static Tensor turned(Tensor angle) {
    return angle.add(Math.PI).remainder(2 * Math.PI).sub(Math.PI);
  }

  /** The derivative of {@code P(a, x)} by what stands in this place. */
  private static Tensor gammaSlope(int place, Tensor a, Tensor x) {
    Elementwise byA = IncompleteGamma::slopeByA;
    return place == 0 ? byA.slope(a, x) : a.sub(1).xlogy(x).sub(x).sub(a.lgamma()).exp();
  }

  /** The derivative of {@code I(a, b, x)} by what stands in this place. */
  private static Tensor betaSlope(int place, Tensor a, Tensor b, Tensor x) {
    if (place < 2) {
      Elementwise bySize = place == 0 ? IncompleteBeta::slopeByA : IncompleteBeta::slopeByB;
      return bySize.slope(a, b, x);
    }
    Tensor kernel = a.sub(1).xlogy(x).add(b.sub(1).xlogy(x.rsub(1)));
    return kernel.add(a.add(b).lgamma()).sub(a.lgamma()).sub(b.lgamma()).exp();
  }
}
