package dev.jyro.tensor;

import java.util.List;

/**
 * Operations on each element: arithmetic and functions.
 *
 * <p>Two tensors broadcast against each other as in Torch; types promote as in Torch. A {@code
 * double} is a constant of the tensor's own type.
 */
public sealed interface PointwiseOps permits Tensor {
  /** The tensor itself. */
  Tensor tensor();

  // ---- Arithmetic

  /** {@code this + other}. */
  default Tensor add(Tensor other) {
    return Dispatch.binary(Op.ADD, tensor(), other);
  }

  /** {@code this + value}. */
  default Tensor add(double value) {
    return add(tensor().constant(value));
  }

  /** {@code this - other}. */
  default Tensor sub(Tensor other) {
    return Dispatch.binary(Op.SUB, tensor(), other);
  }

  /** {@code this - value}. */
  default Tensor sub(double value) {
    return sub(tensor().constant(value));
  }

  /** {@code value - this}. */
  default Tensor rsub(double value) {
    return tensor().constant(value).sub(tensor());
  }

  /** {@code this * other}. */
  default Tensor mul(Tensor other) {
    return Dispatch.binary(Op.MUL, tensor(), other);
  }

  /** {@code this * value}. */
  default Tensor mul(double value) {
    return mul(tensor().constant(value));
  }

  /** {@code this / other}. */
  default Tensor div(Tensor other) {
    return Dispatch.binary(Op.DIV, tensor(), other);
  }

  /** {@code this / value}. */
  default Tensor div(double value) {
    return div(tensor().constant(value));
  }

  /** {@code value / this}. */
  default Tensor rdiv(double value) {
    return tensor().constant(value).div(tensor());
  }

  /** The remainder of the division, with the divisor's sign. */
  default Tensor remainder(Tensor other) {
    return Dispatch.binary(Op.REMAINDER, tensor(), other);
  }

  /** The remainder of the division, with the divisor's sign. */
  default Tensor remainder(double value) {
    return remainder(tensor().constant(value));
  }

  /** {@code this} to the power of {@code exponent}. */
  default Tensor pow(Tensor exponent) {
    return Dispatch.binary(Op.POW, tensor(), exponent);
  }

  /** {@code this} to the power of {@code exponent}. */
  default Tensor pow(double exponent) {
    return pow(tensor().constant(exponent));
  }

  /** {@code -this}. */
  default Tensor neg() {
    return Dispatch.unary(Op.NEG, tensor());
  }

  /** {@code |this|}. */
  default Tensor abs() {
    return Dispatch.unary(Op.ABS, tensor());
  }

  /** -1, 0 or 1. */
  default Tensor sign() {
    return Dispatch.unary(Op.SIGN, tensor());
  }

  /** {@code this * this}. */
  default Tensor square() {
    return Dispatch.unary(Op.SQUARE, tensor());
  }

  /** The square root. */
  default Tensor sqrt() {
    return Dispatch.unary(Op.SQRT, tensor());
  }

  /** {@code 1 / sqrt(this)}. */
  default Tensor rsqrt() {
    return Dispatch.script(Op.RSQRT, tensor());
  }

  /** {@code 1 / this}. */
  default Tensor reciprocal() {
    return Dispatch.script(Op.RECIPROCAL, tensor());
  }

  /** The larger of the two; a NaN wins. */
  default Tensor maximum(Tensor other) {
    return Dispatch.binary(Op.MAXIMUM, tensor(), other);
  }

  /** The larger of the two; a NaN wins. */
  default Tensor maximum(double value) {
    return maximum(tensor().constant(value));
  }

  /** The smaller of the two; a NaN wins. */
  default Tensor minimum(Tensor other) {
    return Dispatch.binary(Op.MINIMUM, tensor(), other);
  }

  /** The smaller of the two; a NaN wins. */
  default Tensor minimum(double value) {
    return minimum(tensor().constant(value));
  }

  /** Cut to {@code [low, high]}; no gradient where it was cut. */
  default Tensor clamp(double low, double high) {
    double from = rounded(low);
    double to = rounded(high);
    return Dispatch.clamp(Op.CLAMP, tensor(), from, to, () -> List.of(from, to));
  }

  /** Cut from below. */
  default Tensor clampMin(double low) {
    double from = rounded(low);
    double to = Double.POSITIVE_INFINITY;
    return Dispatch.clamp(Op.CLAMP_MIN, tensor(), from, to, () -> List.of(from));
  }

  /** Cut from above. */
  default Tensor clampMax(double high) {
    double from = Double.NEGATIVE_INFINITY;
    double to = rounded(high);
    return Dispatch.clamp(Op.CLAMP_MAX, tensor(), from, to, () -> List.of(to));
  }

  /** Rounded down. */
  default Tensor floor() {
    return Dispatch.unary(Op.FLOOR, tensor());
  }

  /** Rounded up. */
  default Tensor ceil() {
    return Dispatch.unary(Op.CEIL, tensor());
  }

  /** Rounded to the nearest, halves to even. */
  default Tensor round() {
    return Dispatch.unary(Op.ROUND, tensor());
  }

  /** Rounded towards zero. */
  default Tensor trunc() {
    return Dispatch.unary(Op.TRUNC, tensor());
  }

  /** From this to {@code end}: {@code this + weight (end - this)}. */
  default Tensor lerp(Tensor end, Tensor weight) {
    return Dispatch.script(Op.LERP, tensor(), end, weight);
  }

  /** From this to {@code end}: {@code this + weight (end - this)}. */
  default Tensor lerp(Tensor end, double weight) {
    return lerp(end, tensor().constant(weight));
  }

  // ---- Functions

  /** e to the power of this. */
  default Tensor exp() {
    return Dispatch.unary(Op.EXP, tensor());
  }

  /** {@code exp(this) - 1}, exact near 0. */
  default Tensor expm1() {
    return Dispatch.script(Op.EXPM1, tensor());
  }

  /** The natural logarithm. */
  default Tensor log() {
    return Dispatch.unary(Op.LOG, tensor());
  }

  /** {@code log(1 + this)}, exact near 0. */
  default Tensor log1p() {
    return Dispatch.script(Op.LOG1P, tensor());
  }

  /** The logarithm to base 2. */
  default Tensor log2() {
    return Dispatch.unary(Op.LOG2, tensor());
  }

  /** The logarithm to base 10. */
  default Tensor log10() {
    return Dispatch.unary(Op.LOG10, tensor());
  }

  /** {@code this} to the power of {@code exponent} less 1, exact near 0; this is not negative. */
  default Tensor powm1(Tensor exponent) {
    return Dispatch.script(Op.POWM1, tensor(), exponent);
  }

  /** {@code log(exp(this) + exp(other))}, without overflow. */
  default Tensor logAddExp(Tensor other) {
    return Dispatch.script(Op.LOG_ADD_EXP, tensor(), other);
  }

  /** {@code this * log(other)}, and 0 where this is 0. */
  default Tensor xlogy(Tensor other) {
    return Dispatch.binary(Op.XLOGY, tensor(), other);
  }

  /** The sine. */
  default Tensor sin() {
    return Dispatch.unary(Op.SIN, tensor());
  }

  /** The cosine. */
  default Tensor cos() {
    return Dispatch.unary(Op.COS, tensor());
  }

  /** The tangent. */
  default Tensor tan() {
    return Dispatch.unary(Op.TAN, tensor());
  }

  /** The inverse sine. */
  default Tensor asin() {
    return Dispatch.unary(Op.ASIN, tensor());
  }

  /** The inverse cosine. */
  default Tensor acos() {
    return Dispatch.unary(Op.ACOS, tensor());
  }

  /** The inverse tangent. */
  default Tensor atan() {
    return Dispatch.unary(Op.ATAN, tensor());
  }

  /** The angle of the point {@code (x, this)}. */
  default Tensor atan2(Tensor x) {
    return Dispatch.binary(Op.ATAN2, tensor(), x);
  }

  /** The hyperbolic sine. */
  default Tensor sinh() {
    return Dispatch.unary(Op.SINH, tensor());
  }

  /** The hyperbolic cosine. */
  default Tensor cosh() {
    return Dispatch.unary(Op.COSH, tensor());
  }

  /** The inverse of {@link #sinh}. */
  default Tensor asinh() {
    return Dispatch.script(Op.ASINH, tensor());
  }

  /** The inverse of {@link #cosh}. */
  default Tensor acosh() {
    return Dispatch.script(Op.ACOSH, tensor());
  }

  /** The inverse of the hyperbolic tangent. */
  default Tensor atanh() {
    return Dispatch.script(Op.ATANH, tensor());
  }

  /** The logarithm of the gamma function's absolute value. */
  default Tensor lgamma() {
    return Dispatch.unary(Op.LGAMMA, tensor());
  }

  /** The logarithm of the beta function of two positive numbers, exact for large ones too. */
  default Tensor logBeta(Tensor other) {
    return Dispatch.script(Op.LOG_BETA, tensor(), other);
  }

  /** The derivative of {@link #lgamma}. */
  default Tensor digamma() {
    return Dispatch.script(Op.DIGAMMA, tensor());
  }

  /** The n-th derivative of {@link #digamma}. */
  default Tensor polygamma(int n) {
    return Dispatch.script(Op.POLYGAMMA, n, tensor());
  }

  /**
   * The regularised lower incomplete gamma function P(this, x); its gradient with respect to this
   * is computed in Java, and has none itself.
   */
  default Tensor gammaInc(Tensor x) {
    return Dispatch.script(Op.GAMMA_INC, tensor(), x);
  }

  /** {@code 1 - } {@link #gammaInc}, exact in the upper tail. */
  default Tensor gammaIncC(Tensor x) {
    return Dispatch.script(Op.GAMMA_INC_C, tensor(), x);
  }

  /**
   * The exponential integral E₁, scaled: {@code exp(this) E₁(this)}, where this is positive.
   * Computed in Java.
   */
  default Tensor e1e() {
    return Dispatch.computed(Op.E1E, Entropies::scaledIntegral, tensor());
  }

  /** The error function. */
  default Tensor erf() {
    return Dispatch.unary(Op.ERF, tensor());
  }

  /** {@code 1 - erf(this)}, exact for large values. */
  default Tensor erfc() {
    return Dispatch.script(Op.ERFC, tensor());
  }

  /**
   * {@code exp(this²) erfc(this)}, which neither underflows nor overflows where this is positive.
   */
  default Tensor erfcx() {
    return Dispatch.script(Op.ERFCX, tensor());
  }

  /** The modified Bessel function I₀, scaled: {@code exp(-|this|) I₀(this)}. */
  default Tensor i0e() {
    return Dispatch.script(Op.I0E, tensor());
  }

  /** The modified Bessel function I₁, scaled: {@code exp(-|this|) I₁(this)}. */
  default Tensor i1e() {
    return Dispatch.script(Op.I1E, tensor());
  }

  /** The inverse of {@link #erf}. */
  default Tensor erfinv() {
    return Dispatch.unary(Op.ERFINV, tensor());
  }

  /** The standard normal's distribution function. */
  default Tensor ndtr() {
    return Dispatch.script(Op.NDTR, tensor());
  }

  /** The logarithm of {@link #ndtr}, exact in the lower tail. */
  default Tensor logNdtr() {
    return Dispatch.script(Op.LOG_NDTR, tensor());
  }

  /** The inverse of {@link #ndtr}. */
  default Tensor ndtri() {
    return Dispatch.script(Op.NDTRI, tensor());
  }

  private double rounded(double bound) {
    return Constants.rounded(bound, tensor().dataType());
  }
}
