package dev.jyro.tensor;

import java.util.Map;

/** The derivatives of the operations that take each element by itself. */
final class PointwiseDerivatives {
  private static final double LN_2 = Math.log(2);
  private static final double LN_10 = Math.log(10);
  private static final double TWO_BY_ROOT_PI = 2 / Math.sqrt(Math.PI);
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_FLOOR = SELU_SCALE * 1.6732632423543772;

  private PointwiseDerivatives() {}

  static void addTo(Map<Op, Derivative> table) {
    arithmetic((op, rule) -> table.put(op, Derivative.of(rule)));
    functions((op, rule) -> table.put(op, Derivative.of(rule)));
    activations((op, rule) -> table.put(op, Derivative.of(rule)));
    steps((op, rule) -> table.put(op, Derivative.of(rule)));
  }

  /** Where a table row goes. */
  @FunctionalInterface
  interface Rows {
    void put(Op op, Derivative.ByInput rule);
  }

  private static void arithmetic(Rows rows) {
    rows.put(Op.ADD, (node, g, place) -> g);
    rows.put(Op.SUB, (node, g, place) -> place == 0 ? g : g.neg());
    rows.put(Op.NEG, (node, g, place) -> g.neg());
    rows.put(Op.MUL, (node, g, place) -> g.mul(node.other(place)));
    rows.put(
        Op.DIV,
        (node, g, place) ->
            place == 0 ? g.div(node.in(1)) : g.mul(node.out()).div(node.in(1)).neg());
    rows.put(
        Op.REMAINDER,
        (node, g, place) -> place == 0 ? g : g.mul(node.in(0).div(node.in(1)).floor()).neg());
    rows.put(Op.SQUARE, (node, g, place) -> g.mul(node.in()).mul(2));
    rows.put(Op.SQRT, (node, g, place) -> g.div(node.out()).mul(0.5));
    rows.put(Op.RSQRT, (node, g, place) -> g.mul(node.out().pow(3)).mul(-0.5));
    rows.put(Op.RECIPROCAL, (node, g, place) -> g.mul(node.out().square()).neg());
    rows.put(
        Op.POW, (node, g, place) -> place == 0 ? byBase(node, g) : byExponent(node, node.out(), g));
    rows.put(
        Op.POWM1,
        (node, g, place) -> place == 0 ? byBase(node, g) : byExponent(node, node.out().add(1), g));
    rows.put(Op.XLOGY, (node, g, place) -> place == 0 ? byFactor(node, g) : byArgument(node, g));
    rows.put(Op.ABS, (node, g, place) -> g.mul(node.in().sign()));
  }

  private static void functions(Rows rows) {
    rows.put(Op.EXP, (node, g, place) -> g.mul(node.out()));
    rows.put(Op.EXPM1, (node, g, place) -> g.mul(node.out().add(1)));
    rows.put(Op.LOG, (node, g, place) -> g.div(node.in()));
    rows.put(Op.LOG1P, (node, g, place) -> g.div(node.in().add(1)));
    rows.put(Op.LOG2, (node, g, place) -> g.div(node.in().mul(LN_2)));
    rows.put(Op.LOG10, (node, g, place) -> g.div(node.in().mul(LN_10)));
    rows.put(
        Op.LOG_ADD_EXP,
        (node, g, place) -> g.mul(node.in(place).sub(node.out().maximum(-Float.MAX_VALUE)).exp()));
    rows.put(Op.SIN, (node, g, place) -> g.mul(node.in().cos()));
    rows.put(Op.COS, (node, g, place) -> g.mul(node.in().sin()).neg());
    rows.put(Op.TAN, (node, g, place) -> g.mul(node.out().square().add(1)));
    rows.put(Op.SINH, (node, g, place) -> g.mul(node.in().cosh()));
    rows.put(Op.COSH, (node, g, place) -> g.mul(node.in().sinh()));
    rows.put(Op.ASIN, (node, g, place) -> g.div(node.in().square().rsub(1).sqrt()));
    rows.put(Op.ACOS, (node, g, place) -> g.div(node.in().square().rsub(1).sqrt()).neg());
    rows.put(Op.ATAN, (node, g, place) -> g.div(node.in().square().add(1)));
    rows.put(
        Op.ATAN2,
        (node, g, place) -> {
          Tensor slope = g.div(node.in(0).square().add(node.in(1).square())).mul(node.other(place));
          return place == 0 ? slope : slope.neg();
        });
    rows.put(Op.ERF, (node, g, place) -> g.mul(node.in().square().neg().exp()).mul(TWO_BY_ROOT_PI));
    rows.put(Op.ERFINV, (node, g, place) -> g.mul(node.out().square().exp()).div(TWO_BY_ROOT_PI));
    rows.put(Op.LGAMMA, (node, g, place) -> g.mul(node.in().digamma()));
    rows.put(
        Op.LOG_BETA,
        (node, g, place) -> {
          Tensor total = node.in(0).add(node.in(1));
          return g.mul(node.in(place).digamma().sub(total.digamma()));
        });
    rows.put(Op.DIGAMMA, (node, g, place) -> g.mul(node.in().polygamma(1)));
  }

  private static void activations(Rows rows) {
    rows.put(Op.SIGMOID, (node, g, place) -> g.mul(node.out().rsub(1)).mul(node.out()));
    rows.put(Op.LOG_SIGMOID, (node, g, place) -> g.mul(node.in().neg().sigmoid()));
    rows.put(Op.TANH, (node, g, place) -> g.mul(node.out().square().rsub(1)));
    rows.put(Op.SOFTPLUS, (node, g, place) -> g.mul(node.in().sigmoid()));
    rows.put(Op.RELU, (node, g, place) -> node.out().gt(0).where(g, g.constant(0)));
    rows.put(Op.SOFTSIGN, (node, g, place) -> g.div(node.in().abs().add(1).square()));
    rows.put(
        Op.ELU,
        (node, g, place) ->
            g.mul(node.in().gt(0).where(g.constant(1), node.out().add(node.real(0)))));
    rows.put(Op.LEAKY_RELU, (node, g, place) -> node.in().gt(0).where(g, g.mul(node.real(0))));
    rows.put(
        Op.SELU,
        (node, g, place) ->
            g.mul(node.out().gt(0).where(g.constant(SELU_SCALE), node.out().add(SELU_FLOOR))));
    rows.put(
        Op.GELU,
        (node, g, place) -> {
          Tensor x = node.in();
          Tensor below = x.mul(Math.sqrt(0.5)).erf().add(1).mul(0.5);
          Tensor bell = x.square().mul(-0.5).exp().mul(Math.sqrt(0.5 / Math.PI));
          return g.mul(below.add(x.mul(bell)));
        });
    rows.put(
        Op.SILU,
        (node, g, place) -> {
          Tensor gate = node.in().sigmoid();
          return g.mul(gate.add(node.out().mul(gate.rsub(1))));
        });
  }

  /** What is flat almost everywhere, and what chooses. */
  private static void steps(Rows rows) {
    for (Op flat : new Op[] {Op.CEIL, Op.FLOOR, Op.ROUND, Op.SIGN, Op.TRUNC}) {
      rows.put(flat, (node, g, place) -> g.constant(0).expand(g.shape()));
    }
    rows.put(
        Op.CLAMP,
        (node, g, place) -> {
          Tensor inside = node.in().ge(node.real(0)).logicalAnd(node.in().le(node.real(1)));
          return inside.where(g, g.constant(0));
        });
    rows.put(Op.CLAMP_MIN, (node, g, place) -> node.in().ge(node.real(0)).where(g, g.constant(0)));
    rows.put(Op.CLAMP_MAX, (node, g, place) -> node.in().le(node.real(0)).where(g, g.constant(0)));
    rows.put(Op.MAXIMUM, (node, g, place) -> shared(node.in(place).ge(node.other(place)), node, g));
    rows.put(Op.MINIMUM, (node, g, place) -> shared(node.in(place).le(node.other(place)), node, g));
    rows.put(
        Op.WHERE,
        (node, g, place) ->
            place == 1 ? node.in(0).where(g, g.constant(0)) : node.in(0).where(g.constant(0), g));
  }

  /** Two that are equal share the gradient. */
  private static Tensor shared(Tensor chosen, Node node, Tensor g) {
    Tensor equal = node.in(0).eq(node.in(1));
    return chosen.where(equal.where(g.mul(0.5), g), g.constant(0));
  }

  private static Tensor byBase(Node node, Tensor g) {
    Tensor exponent = node.in(1);
    Tensor slope = g.mul(exponent).mul(node.in(0).pow(exponent.sub(1)));
    return exponent.eq(0).where(g.constant(0), slope);
  }

  private static Tensor byExponent(Node node, Tensor power, Tensor g) {
    Tensor flat = node.in(0).eq(0).logicalAnd(node.in(1).ge(0));
    return flat.where(g.constant(0), g.mul(power).mul(node.in(0).log()));
  }

  private static Tensor byFactor(Node node, Tensor g) {
    Tensor flat = node.in(0).eq(0).logicalAnd(node.in(1).le(0));
    return flat.where(g.constant(0), g.mul(node.in(1).log()));
  }

  private static Tensor byArgument(Node node, Tensor g) {
    return g.mul(node.in(0)).div(node.in(1));
  }
}
