package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;

/**
 * The non-linear functions of neural networks, and the losses that go with them.
 *
 * <p>Use these and not DJL's activation blocks: some of those corrupt gradients (see {@link
 * Tensor}). In a network: {@code Net.of(linear).then(Tensor::mish)}.
 */
public sealed interface ActivationOps permits Tensor {
  /** The tensor itself. */
  Tensor tensor();

  /** {@code 1 / (1 + exp(-this))}. */
  default Tensor sigmoid() {
    return Dispatch.unary(Op.SIGMOID, tensor());
  }

  /** {@code log(sigmoid(this))}, without underflow. */
  default Tensor logSigmoid() {
    return Dispatch.script(Op.LOG_SIGMOID, tensor());
  }

  /** {@code log(this / (1 - this))}, the inverse of {@link #sigmoid}. */
  default Tensor logit() {
    return tensor().log().sub(tensor().neg().log1p());
  }

  /** The hyperbolic tangent. */
  default Tensor tanh() {
    return Dispatch.unary(Op.TANH, tensor());
  }

  /** {@code max(this, 0)}. */
  default Tensor relu() {
    return Dispatch.unary(Op.RELU, tensor());
  }

  /**
   * {@code log(1 + exp(this))}. Torch's own takes the argument for the result beyond 20, which is
   * right to the last digit of float32 only; float64 goes another way.
   */
  default Tensor softplus() {
    return tensor().dataType() == DataType.FLOAT64
        ? tensor().neg().logSigmoid().neg()
        : Dispatch.unary(Op.SOFTPLUS, tensor());
  }

  /** {@code this / (1 + |this|)}. */
  default Tensor softsign() {
    return Dispatch.unary(Op.SOFTSIGN, tensor());
  }

  /** This where positive, else {@code alpha (exp(this) - 1)}. */
  default Tensor elu(double alpha) {
    return Dispatch.number(Op.ELU, tensor(), alpha);
  }

  /** {@link #elu(double)} with alpha 1. */
  default Tensor elu() {
    return elu(1);
  }

  /** The self-normalising {@link #elu}: Klambauer et al. 2017. */
  default Tensor selu() {
    return Dispatch.unary(Op.SELU, tensor());
  }

  /** {@code this * ndtr(this)}: Hendrycks and Gimpel 2016. */
  default Tensor gelu() {
    return Dispatch.unary(Op.GELU, tensor());
  }

  /** {@code this * sigmoid(this)}, also known as swish: Ramachandran et al. 2017. */
  default Tensor silu() {
    return Dispatch.script(Op.SILU, tensor());
  }

  /** {@code this * tanh(softplus(this))}: Misra 2019. */
  default Tensor mish() {
    return Dispatch.script(Op.MISH, tensor());
  }

  /** This where positive, else {@code slope * this}. */
  default Tensor leakyRelu(double slope) {
    return Dispatch.number(Op.LEAKY_RELU, tensor(), slope);
  }

  /** {@code exp(this)} divided by its sum along the dimension. */
  default Tensor softmax(int dim) {
    return Dispatch.dimOfType(Op.SOFTMAX, tensor(), dim);
  }

  /** The logarithm of {@link #softmax}, without underflow. */
  default Tensor logSoftmax(int dim) {
    return Dispatch.dimOfType(Op.LOG_SOFTMAX, tensor(), dim);
  }

  /**
   * {@code -(t log p + (1-t) log(1-p))} with {@code p = sigmoid(this)}, exact for large logits; the
   * target may be any number in [0, 1].
   */
  default Tensor binaryCrossEntropyWithLogits(Tensor target) {
    return Dispatch.script(Op.BINARY_CROSS_ENTROPY_WITH_LOGITS, tensor(), target);
  }
}
