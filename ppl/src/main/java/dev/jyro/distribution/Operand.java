package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * A distribution's parameter as its formulas see it: given as a tensor, or known as a number.
 *
 * <p>A density is written once, in operands. What involves known numbers alone is then done in
 * Java, adding 0 and multiplying by 1 are left out, and a known number takes the type of the tensor
 * that it meets: {@code Normal.of(0.0, 1.0)} costs three operations where tensors cost seven.
 */
sealed interface Operand {
  /** A number. */
  static Operand of(double number) {
    return new Known(number);
  }

  /** A tensor. */
  static Operand of(Tensor tensor) {
    return new Given(tensor);
  }

  /** What the operands broadcast to. */
  static Shape batchOf(Operand... operands) {
    Shape shape = Shapes.scalar();
    for (Operand operand : operands) {
      if (operand instanceof Given given) {
        shape = Shapes.broadcast(shape, given.tensor.shape());
      }
    }
    return shape;
  }

  /** The type of the first tensor; float32 if there are numbers only. */
  static DataType typeOf(Operand... operands) {
    for (Operand operand : operands) {
      if (operand instanceof Given given) {
        return given.tensor.dataType();
      }
    }
    return DataType.FLOAT32;
  }

  /** Whether it is known, and known to be this. */
  boolean is(double number);

  /** As a tensor; a known number as a constant of this type. */
  Tensor tensor(DataType type);

  /** As a tensor; a known number as float32. */
  default Tensor tensor() {
    return tensor(DataType.FLOAT32);
  }

  /** The type of {@link #tensor()}. */
  default DataType type() {
    return typeOf(this);
  }

  // ---- With a tensor

  /** As a tensor that goes with x; a known number as a constant of its type. */
  Tensor beside(Tensor x);

  /** {@code x + this}. */
  Tensor addTo(Tensor x);

  /** {@code x - this}. */
  Tensor subtractFrom(Tensor x);

  /** {@code this - x}. */
  Tensor minus(Tensor x);

  /** {@code this * x}. */
  Tensor times(Tensor x);

  /** {@code x / this}. */
  Tensor divide(Tensor x);

  /**
   * {@code this * log x}, and 0 where this is 0 even if x is 0, gradients included: those of
   * Torch's own {@code xlogy} are NaN there.
   */
  Tensor timesLog(Tensor x);

  // ---- With a number

  /** {@code this + number}. */
  Operand plus(double number);

  /** {@code number - this}. */
  Operand from(double number);

  /** {@code this * number}. */
  Operand times(double number);

  // ---- With another operand

  /** {@code this + other}. */
  Operand plus(Operand other);

  /** {@code this - other}. */
  Operand minus(Operand other);

  // ---- Functions

  /** The same function in Java and in Torch. */
  Operand map(DoubleUnaryOperator ofNumber, UnaryOperator<Tensor> ofTensor);

  /** The natural logarithm. */
  default Operand log() {
    return map(Math::log, Tensor::log);
  }

  /** The logarithm of the gamma function. */
  default Operand lgamma() {
    return map(LogGamma::value, Tensor::lgamma);
  }

  /** A number. */
  record Known(double number) implements Operand {
    @Override
    public boolean is(double other) {
      return number == other;
    }

    @Override
    public Tensor tensor(DataType type) {
      return Tensor.constant(number, type);
    }

    @Override
    public Tensor beside(Tensor x) {
      return x.constant(number);
    }

    @Override
    public Tensor addTo(Tensor x) {
      return number == 0 ? x : x.add(number);
    }

    @Override
    public Tensor subtractFrom(Tensor x) {
      return number == 0 ? x : x.sub(number);
    }

    @Override
    public Tensor minus(Tensor x) {
      return number == 0 ? x.neg() : x.rsub(number);
    }

    @Override
    public Tensor times(Tensor x) {
      return number == 1 ? x : x.mul(number);
    }

    @Override
    public Tensor divide(Tensor x) {
      return number == 1 ? x : x.div(number);
    }

    @Override
    public Tensor timesLog(Tensor x) {
      return number == 0 ? x.constant(0) : x.constant(number).xlogy(x);
    }

    @Override
    public Operand plus(double other) {
      return new Known(number + other);
    }

    @Override
    public Operand from(double other) {
      return new Known(other - number);
    }

    @Override
    public Operand times(double other) {
      return new Known(number * other);
    }

    @Override
    public Operand plus(Operand other) {
      return other.plus(number);
    }

    @Override
    public Operand minus(Operand other) {
      return other.from(number);
    }

    @Override
    public Operand map(DoubleUnaryOperator ofNumber, UnaryOperator<Tensor> ofTensor) {
      return new Known(ofNumber.applyAsDouble(number));
    }
  }

  /** A tensor. */
  record Given(Tensor tensor) implements Operand {
    private static final double TINY = Float.MIN_NORMAL;

    @Override
    public boolean is(double number) {
      return false;
    }

    @Override
    public Tensor tensor(DataType type) {
      return tensor;
    }

    @Override
    public Tensor beside(Tensor x) {
      return tensor;
    }

    @Override
    public Tensor addTo(Tensor x) {
      return x.add(tensor);
    }

    @Override
    public Tensor subtractFrom(Tensor x) {
      return x.sub(tensor);
    }

    @Override
    public Tensor minus(Tensor x) {
      return tensor.sub(x);
    }

    @Override
    public Tensor times(Tensor x) {
      return x.mul(tensor);
    }

    @Override
    public Tensor divide(Tensor x) {
      return x.div(tensor);
    }

    /** Where this is 0, x is kept away from 0 by less than anything that could be seen. */
    @Override
    public Tensor timesLog(Tensor x) {
      Tensor least = tensor.eq(0).where(tensor.constant(TINY), tensor.constant(0));
      return tensor.xlogy(x.maximum(least));
    }

    @Override
    public Operand plus(double number) {
      return new Given(tensor.add(number));
    }

    @Override
    public Operand from(double number) {
      return new Given(number == 0 ? tensor.neg() : tensor.rsub(number));
    }

    @Override
    public Operand times(double number) {
      return new Given(tensor.mul(number));
    }

    @Override
    public Operand plus(Operand other) {
      return new Given(other.addTo(tensor));
    }

    @Override
    public Operand minus(Operand other) {
      return new Given(other.subtractFrom(tensor));
    }

    @Override
    public Operand map(DoubleUnaryOperator ofNumber, UnaryOperator<Tensor> ofTensor) {
      return new Given(ofTensor.apply(tensor));
    }
  }
}
