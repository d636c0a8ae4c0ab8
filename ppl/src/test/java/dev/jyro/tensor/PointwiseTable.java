package dev.jyro.tensor;

import static dev.jyro.tensor.OpCase.binary;
import static dev.jyro.tensor.OpCase.ternary;
import static dev.jyro.tensor.OpCase.unary;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.OpCase.Input;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/** {@link PointwiseOps}, {@link ComparisonOps} and {@link ActivationOps} against plain Java. */
final class PointwiseTable {
  private static final double[] PAIRS = {1.5, -2, -0.5, 3, 2.5, 0.75, -3, -1.25};
  private static final double[] TRUTHS = {0, 0, 0, 1, 1, 0, 1, 1};
  private static final Shape SIX = new Shape(2, 3);
  private static final double[] POSITIVE = {0.3, 2, 1, 0.5, 2.25, 0.75, 7, 3};

  private static final double[] LARGE = {0.5, 8, 12, 0.5, 3, 900, 50, 60};

  /** A size, which is positive, and a probability. */
  private static final double[] QUANTILES = {0.3, 0.2, 2, 0.9, 1, 0.5, 4, 0.04};

  /** Across 0, on either side of it, and close together. */
  private static final double[] BOUNDS = {-1, 2.5, -3, -1.5, 1.2, 4, 2, 2.125, -2.5, -2.25};

  private PointwiseTable() {}

  static Stream<OpCase> cases() {
    return Stream.of(arithmetic(), rounding(), functions(), special(), comparisons(), activations())
        .flatMap(rows -> rows);
  }

  private static Stream<OpCase> arithmetic() {
    return Stream.of(
        binary("add", Tensor::add, (x, y) -> x + y, PAIRS),
        unary("add a number", x -> x.add(2.5), x -> x + 2.5, -1, 0, 4),
        binary("sub", Tensor::sub, (x, y) -> x - y, PAIRS),
        unary("sub a number", x -> x.sub(2.5), x -> x - 2.5, -1, 0, 4),
        unary("rsub", x -> x.rsub(2.5), x -> 2.5 - x, -1, 0, 4),
        binary("mul", Tensor::mul, (x, y) -> x * y, PAIRS),
        unary("mul by a number", x -> x.mul(2.5), x -> x * 2.5, -1, 0, 4),
        binary("div", Tensor::div, (x, y) -> x / y, PAIRS),
        unary("div by a number", x -> x.div(2.5), x -> x / 2.5, -1, 0, 4),
        unary("rdiv", x -> x.rdiv(2.5), x -> 2.5 / x, -1, 0.5, 4),
        binary("remainder", Tensor::remainder, (x, y) -> x - y * Math.floor(x / y), PAIRS),
        unary(
            "remainder by a number", x -> x.remainder(2), x -> x - 2 * Math.floor(x / 2), -1, 5.5),
        binary("pow", Tensor::pow, Math::pow, POSITIVE),
        unary("pow a number", x -> x.pow(3), x -> x * x * x, -2, 0.5, 3),
        binary("powm1", Tensor::powm1, (x, y) -> Math.pow(x, y) - 1, POSITIVE),
        unary("neg", Tensor::neg, x -> -x, -1, 2),
        unary("abs", Tensor::abs, Math::abs, -1, 2),
        unary("sign", Tensor::sign, Math::signum, -1, 2),
        unary("square", Tensor::square, x -> x * x, -1, 2),
        unary("sqrt", Tensor::sqrt, Math::sqrt, 0.25, 2, 9),
        unary("rsqrt", Tensor::rsqrt, x -> 1 / Math.sqrt(x), 0.25, 2, 9),
        unary("reciprocal", Tensor::reciprocal, x -> 1 / x, -0.25, 2, 9),
        binary("maximum", Tensor::maximum, Math::max, PAIRS),
        unary("maximum with a number", x -> x.maximum(1), x -> Math.max(x, 1), -1, 2),
        binary("minimum", Tensor::minimum, Math::min, PAIRS),
        unary("minimum with a number", x -> x.minimum(1), x -> Math.min(x, 1), -1, 2),
        unary("clamp", x -> x.clamp(-1, 1), x -> Math.max(-1, Math.min(1, x)), -3, 0.2, 4),
        unary("clamp from below", x -> x.clampMin(-1), x -> Math.max(-1, x), -3, 0.2, 4),
        unary("clamp from above", x -> x.clampMax(1), x -> Math.min(1, x), -3, 0.2, 4),
        unary("lerp to a tensor", x -> x.lerp(x.neg(), 0.25), x -> x / 2, -3, 4),
        binary("lerp by a tensor", (x, w) -> x.lerp(x.neg(), w), (x, w) -> x - 2 * w * x, PAIRS));
  }

  private static Stream<OpCase> rounding() {
    return Stream.of(
        unary("floor", Tensor::floor, Math::floor, -1.5, 0.5, 2.7),
        unary("ceil", Tensor::ceil, Math::ceil, -1.5, 0.5, 2.7),
        unary("round", Tensor::round, Math::rint, -1.6, 0.4, 2.7),
        unary("trunc", Tensor::trunc, x -> x < 0 ? Math.ceil(x) : Math.floor(x), -1.5, 0.5, 2.7),
        unary("round halves to even", Tensor::round, Math::rint, -0.5, 0.5, 1.5, 2.5)
            .withoutGradient());
  }

  private static Stream<OpCase> functions() {
    return Stream.of(
        unary("exp", Tensor::exp, Math::exp, -3, 0, 2),
        unary("expm1", Tensor::expm1, Math::expm1, -3, 1e-7, 2),
        unary("log", Tensor::log, Math::log, 0.3, 1, 20),
        unary("log1p", Tensor::log1p, Math::log1p, -0.5, 1e-7, 20),
        unary("log2", Tensor::log2, x -> Math.log(x) / Math.log(2), 0.3, 1, 20),
        unary("log10", Tensor::log10, Math::log10, 0.3, 1, 20),
        binary("logAddExp", Tensor::logAddExp, (x, y) -> Maths.logSumExp(x, y), PAIRS),
        binary("xlogy", Tensor::xlogy, (x, y) -> x * Math.log(y), POSITIVE),
        unary("sin", Tensor::sin, Math::sin, -2, 0.5, 3),
        unary("cos", Tensor::cos, Math::cos, -2, 0.5, 3),
        unary("tan", Tensor::tan, Math::tan, -1, 0.5, 1.2),
        unary("asin", Tensor::asin, Math::asin, -0.9, 0.1, 0.5),
        unary("acos", Tensor::acos, Math::acos, -0.9, 0.1, 0.5),
        unary("atan", Tensor::atan, Math::atan, -3, 0.1, 20),
        binary("atan2", Tensor::atan2, Math::atan2, PAIRS),
        unary("sinh", Tensor::sinh, Math::sinh, -2, 0.1, 3),
        unary("cosh", Tensor::cosh, Math::cosh, -2, 0.1, 3),
        unary("asinh", Tensor::asinh, x -> Math.log(x + Math.sqrt(x * x + 1)), 0.4, 3),
        unary("acosh", Tensor::acosh, x -> Math.log(x + Math.sqrt(x * x - 1)), 1.4, 3),
        unary("atanh", Tensor::atanh, x -> 0.5 * Math.log((1 + x) / (1 - x)), -0.7, 0.2));
  }

  private static Stream<OpCase> special() {
    return Stream.of(
        unary("lgamma", Tensor::lgamma, Maths::lgamma, 0.4, 1.3, 2.5, 9),
        binary("logBeta", Tensor::logBeta, LogBeta::value, POSITIVE),
        binary("logBeta of large numbers", Tensor::logBeta, LogBeta::value, LARGE),
        unary("digamma", Tensor::digamma, Maths::digamma, 0.4, 1, 2.5, 9),
        unary("polygamma of order 1", x -> x.polygamma(1), Maths::trigamma, 0.6, 1, 2.5, 9)
            .upTo(1e-8),
        binary("gammaInc", Tensor::gammaInc, RegularizedGamma.P::value, POSITIVE).upTo(1e-10),
        binary("gammaIncC", Tensor::gammaIncC, RegularizedGamma.Q::value, POSITIVE).upTo(1e-10),
        binary("gammaIncInv", Tensor::gammaIncInv, IncompleteGamma::inverse, QUANTILES),
        ternary("betaInc", Tensor::betaInc, IncompleteBeta::value, QUANTILES),
        ternary("betaIncInv", Tensor::betaIncInv, IncompleteBeta::inverse, QUANTILES),
        binary("owensT", Tensor::owensT, OwensT::value, PAIRS),
        unary("e1e", Tensor::e1e, Entropies::scaledIntegral, 0.3, 2, 40),
        unary("poissonEntropy", Tensor::poissonEntropy, Entropies::poisson, 0.3, 5, 1e3, 2e3),
        binary("logTruncatedMass", Tensor::logTruncatedMass, Maths::logTruncatedMass, BOUNDS),
        ternary(
            "truncatedNormalIcdf",
            Tensor::truncatedNormalIcdf,
            at -> Maths.truncatedNormalIcdf(at[0], at[1], at[2]),
            QUANTILES),
        ternary(
            "truncatedNormalIcdf below 0",
            (low, high, p) -> low.sub(3).truncatedNormalIcdf(high.sub(3), p),
            at -> Maths.truncatedNormalIcdf(at[0] - 3, at[1] - 3, at[2]),
            QUANTILES),
        unary("erf", Tensor::erf, Maths::erf, -1.5, 0.2, 2),
        unary("erfc", Tensor::erfc, Maths::erfc, -1.5, 0.2, 4),
        unary("erfcx", Tensor::erfcx, Erfcx::value, -1.5, 0.2, 40),
        unary("i0e", Tensor::i0e, x -> Maths.besselE(0, x), -1.5, 0.2, 4, 60),
        unary("i1e", Tensor::i1e, x -> Maths.besselE(1, x), -1.5, 0.2, 4, 60),
        binary("vonMisesCdf", Tensor::vonMisesCdf, Maths::vonMisesCdf, 0.3, -2, 4, 0.6, 30, 1)
            .upTo(1e-10),
        unary("erfinv", Tensor::erfinv, p -> Maths.ndtri((p + 1) / 2) / Math.sqrt(2), -0.7, 0.3),
        unary("ndtr", Tensor::ndtr, Maths::ndtr, -3, 0.5, 2),
        unary("logNdtr", Tensor::logNdtr, x -> Math.log(Maths.ndtr(x)), -6, -0.5, 2),
        unary("ndtri", Tensor::ndtri, Maths::ndtri, 0.05, 0.4, 0.8));
  }

  private static Stream<OpCase> comparisons() {
    double[] pairs = {1, 1, 1, 2, 2, 1};
    return Stream.of(
            binary("eq", Tensor::eq, (x, y) -> truth(x == y), pairs),
            binary("ne", Tensor::ne, (x, y) -> truth(x != y), pairs),
            binary("lt", Tensor::lt, (x, y) -> truth(x < y), pairs),
            binary("le", Tensor::le, (x, y) -> truth(x <= y), pairs),
            binary("gt", Tensor::gt, (x, y) -> truth(x > y), pairs),
            binary("ge", Tensor::ge, (x, y) -> truth(x >= y), pairs),
            unary("eq a number", x -> x.eq(0.1), x -> truth(x == 0.1 || x == 0.1f), 0.1, 2),
            unary("ne a number", x -> x.ne(1), x -> truth(x != 1), 1, 2),
            unary("lt a number", x -> x.lt(1), x -> truth(x < 1), 0, 1, 2),
            unary("le a number", x -> x.le(1), x -> truth(x <= 1), 0, 1, 2),
            unary("gt a number", x -> x.gt(1), x -> truth(x > 1), 0, 1, 2),
            unary("ge a number", x -> x.ge(1), x -> truth(x >= 1), 0, 1, 2),
            binary(
                "isClose",
                (x, y) -> x.isClose(y, 0.1, 0.5),
                (x, y) -> truth(Math.abs(x - y) <= 0.5 + 0.1 * Math.abs(y)),
                pairs),
            unary("isNaN", Tensor::isNaN, x -> truth(Double.isNaN(x)), Double.NaN, 1, 1 / 0.0),
            unary("isInf", Tensor::isInf, x -> truth(Double.isInfinite(x)), Double.NaN, 1, 1 / 0.0),
            unary(
                "isFinite",
                Tensor::isFinite,
                x -> truth(Double.isFinite(x)),
                Double.NaN,
                1,
                1 / 0.0),
            binary("logicalAnd", Tensor::logicalAnd, (x, y) -> truth(x != 0 && y != 0), TRUTHS),
            binary("logicalOr", Tensor::logicalOr, (x, y) -> truth(x != 0 || y != 0), TRUTHS),
            binary("logicalXor", Tensor::logicalXor, (x, y) -> truth((x != 0) ^ (y != 0)), TRUTHS),
            unary("logicalNot", Tensor::logicalNot, x -> truth(x == 0), 0, 1, 2))
        .map(OpCase::withoutGradient);
  }

  private static Stream<OpCase> activations() {
    return Stream.of(
        binary("where", (x, y) -> x.gt(0).where(x, y), (x, y) -> x > 0 ? x : y, PAIRS),
        unary("where, else a number", x -> x.gt(0).where(x, 7), x -> x > 0 ? x : 7, -1, 2),
        unary("where a number, else", x -> x.gt(0).where(7, x), x -> x > 0 ? 7 : x, -1, 2),
        unary("sigmoid", Tensor::sigmoid, Maths::sigmoid, -3, 0.5, 4),
        unary("logSigmoid", Tensor::logSigmoid, x -> -Maths.softplus(-x), -30, 0.5, 4),
        unary("logit", Tensor::logit, p -> Math.log(p / (1 - p)), 0.05, 0.5, 0.8),
        unary("tanh", Tensor::tanh, Math::tanh, -3, 0.5, 4),
        unary("relu", Tensor::relu, x -> Math.max(x, 0), -3, 0.5),
        unary("softplus", Tensor::softplus, Maths::softplus, -3, 0.5, 15),
        unary("softsign", Tensor::softsign, x -> x / (1 + Math.abs(x)), -3, 0.5),
        unary("elu", Tensor::elu, x -> x > 0 ? x : Math.expm1(x), -3, 0.5),
        unary("elu, turned up", x -> x.elu(-2), x -> x > 0 ? x : -2 * Math.expm1(x), -3, 0.5),
        unary("elu, scaled", x -> x.elu(0.5), x -> x > 0 ? x : 0.5 * Math.expm1(x), -3, 0.5),
        unary("selu", Tensor::selu, PointwiseTable::selu, -3, 0.5),
        unary("gelu", Tensor::gelu, x -> x * Maths.ndtr(x), -1.5, 0.5, 3),
        unary("silu", Tensor::silu, x -> x * Maths.sigmoid(x), -3, 0.5, 3),
        unary("mish", Tensor::mish, x -> x * Math.tanh(Maths.softplus(x)), -3, 0.5, 3),
        unary("leakyRelu", x -> x.leakyRelu(0.1), x -> x > 0 ? x : 0.1 * x, -3, 0.5),
        OpCase.on(
            "softmax",
            new Input(new double[] {1, 2, 3, 0, -1, 0.5}, SIX),
            x -> x.softmax(1),
            x -> rows(x, v -> Math.exp(v[0] - Maths.logSumExp(v[1], v[2], v[3])))),
        OpCase.on(
            "logSoftmax",
            new Input(new double[] {1, 2, 3, 0, -1, 0.5}, SIX),
            x -> x.logSoftmax(-1),
            x -> rows(x, v -> v[0] - Maths.logSumExp(v[1], v[2], v[3]))),
        binary(
            "binaryCrossEntropyWithLogits",
            Tensor::binaryCrossEntropyWithLogits,
            (x, t) -> Maths.softplus(x) - t * x,
            new double[] {-3, 0.2, 0.5, 0.9, 4, 0.4}));
  }

  /** For each number of two rows of three: the number and its row. */
  private static double[] rows(double[] x, ToDoubleFunction<double[]> f) {
    return IntStream.range(0, 6)
        .mapToDouble(
            i -> {
              int row = i / 3 * 3;
              return f.applyAsDouble(new double[] {x[i], x[row], x[row + 1], x[row + 2]});
            })
        .toArray();
  }

  private static double selu(double x) {
    double alpha = 1.6732632423543772;
    return 1.0507009873554805 * (x > 0 ? x : alpha * Math.expm1(x));
  }

  private static double truth(boolean value) {
    return value ? 1 : 0;
  }
}
