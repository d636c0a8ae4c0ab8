package dev.jyro.tensor;

/**
 * Questions about each element, answered by boolean tensors, and the choices made by them.
 *
 * <p>Two tensors broadcast against each other as in Torch; types promote as in Torch. A {@code
 * double} is a constant of the tensor's own type.
 */
public sealed interface ComparisonOps permits Tensor {
  /** The tensor itself. */
  Tensor tensor();

  /** Equal. */
  default Tensor eq(Tensor other) {
    return Dispatch.binary(Op.EQ, tensor(), other);
  }

  /** Equal. */
  default Tensor eq(double value) {
    return eq(tensor().constant(value));
  }

  /** Not equal. */
  default Tensor ne(Tensor other) {
    return Dispatch.binary(Op.NE, tensor(), other);
  }

  /** Not equal. */
  default Tensor ne(double value) {
    return ne(tensor().constant(value));
  }

  /** Less. */
  default Tensor lt(Tensor other) {
    return Dispatch.binary(Op.LT, tensor(), other);
  }

  /** Less. */
  default Tensor lt(double value) {
    return lt(tensor().constant(value));
  }

  /** Less or equal. */
  default Tensor le(Tensor other) {
    return Dispatch.binary(Op.LE, tensor(), other);
  }

  /** Less or equal. */
  default Tensor le(double value) {
    return le(tensor().constant(value));
  }

  /** Greater. */
  default Tensor gt(Tensor other) {
    return Dispatch.binary(Op.GT, tensor(), other);
  }

  /** Greater. */
  default Tensor gt(double value) {
    return gt(tensor().constant(value));
  }

  /** Greater or equal. */
  default Tensor ge(Tensor other) {
    return Dispatch.binary(Op.GE, tensor(), other);
  }

  /** Greater or equal. */
  default Tensor ge(double value) {
    return ge(tensor().constant(value));
  }

  /**
   * Whether {@code |this - other| <= absolute + relative |other|}; infinities are close if equal.
   */
  default Tensor isClose(Tensor other, double relative, double absolute) {
    return Dispatch.script(Op.IS_CLOSE, tensor(), other, relative, absolute);
  }

  /** Whether not a number. */
  default Tensor isNaN() {
    return Dispatch.unary(Op.IS_NAN, tensor());
  }

  /** Whether infinite. */
  default Tensor isInf() {
    return Dispatch.unary(Op.IS_INF, tensor());
  }

  /** Whether neither infinite nor NaN. */
  default Tensor isFinite() {
    return Dispatch.script(Op.IS_FINITE, tensor());
  }

  /** Both true. */
  default Tensor logicalAnd(Tensor other) {
    return Dispatch.binary(Op.LOGICAL_AND, tensor(), other);
  }

  /** One of them true. */
  default Tensor logicalOr(Tensor other) {
    return Dispatch.binary(Op.LOGICAL_OR, tensor(), other);
  }

  /** Just one of them true. */
  default Tensor logicalXor(Tensor other) {
    return Dispatch.binary(Op.LOGICAL_XOR, tensor(), other);
  }

  /** Not true. */
  default Tensor logicalNot() {
    return Dispatch.unary(Op.LOGICAL_NOT, tensor());
  }

  /** Where this (a boolean tensor) is true the one, elsewhere the other. */
  default Tensor where(Tensor whenTrue, Tensor whenFalse) {
    return Dispatch.ternary(Op.WHERE, tensor(), whenTrue, whenFalse);
  }

  /** Where this (a boolean tensor) is true the one, elsewhere the number. */
  default Tensor where(Tensor whenTrue, double whenFalse) {
    return where(whenTrue, whenTrue.constant(whenFalse));
  }

  /** Where this (a boolean tensor) is true the number, elsewhere the other. */
  default Tensor where(double whenTrue, Tensor whenFalse) {
    return where(whenFalse.constant(whenTrue), whenFalse);
  }
}
