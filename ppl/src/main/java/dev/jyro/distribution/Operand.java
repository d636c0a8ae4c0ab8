package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * What a formula computes with: a tensor that was given, or a number that is known.
 *
 * <p>A density is written once, in operands. What involves known numbers alone is then done in
 * Java, adding 0 and multiplying by 1 are left out, and a known number takes the type of the tensor
 * that it meets: {@code Normal.of(0.0, 1.0)} costs three operations where tensors cost seven.
 */
public sealed interface Operand permits Known, Given {
  /** A number. */
  static Operand of(double number) {
    return new Known(number);
  }

  /** A tensor. */
  static Operand of(Tensor tensor) {
    return new Given(tensor);
  }

  /**
   * What the operands broadcast to.
   *
   * @throws ShapeException naming the distribution, if they do not
   */
  static Shape batchOf(String distribution, Operand... operands) {
    Shape[] shapes = new Shape[operands.length];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = operands[i].shape();
    }
    return batchOf(distribution, shapes);
  }

  /** What parameters of these shapes broadcast to; errors as above. */
  static Shape batchOf(String distribution, Shape... shapes) {
    try {
      Shape batch = Shapes.scalar();
      for (Shape shape : shapes) {
        batch = Shapes.broadcast(batch, shape);
      }
      return batch;
    } catch (ShapeException e) {
      throw new ShapeException(distribution + ": the parameters do not fit. " + e.getMessage(), e);
    }
  }

  /** The type of the first tensor; float32 if there are numbers only. */
  static DataType typeOf(Operand... operands) {
    for (Operand operand : operands) {
      if (operand instanceof Given given) {
        return given.tensor().dataType();
      }
    }
    return DataType.FLOAT32;
  }

  /** Float64 if one of the tensors is; float32 if there are numbers only. */
  static DataType widestOf(Operand... operands) {
    for (Operand operand : operands) {
      if (operand.type() == DataType.FLOAT64) {
        return DataType.FLOAT64;
      }
    }
    return typeOf(operands);
  }

  /** The shape; a known number's is {@code ()}. */
  Shape shape();

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

  /** {@code this * (first - second)}. */
  Tensor timesDifference(Tensor first, Tensor second);

  /** As a tensor that goes with x, of the shape that both broadcast to. */
  Tensor stretchedTo(Tensor x);

  /** The same for each number of an event: tensors get so many dimensions more at the right. */
  Operand spreadOver(Shape event);

  /** This where the boolean mask is true, else 0, in the shape of x or a larger one. */
  default Operand where(Tensor mask, Tensor x) {
    return of(of(mask.where(beside(x), x.constant(0))).stretchedTo(x));
  }

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

  /** {@code this * other}. */
  Operand times(Operand other);

  /** {@code this / other}. */
  Operand over(Operand other);

  /** Adds the derivative by this one to those collected, if it is a tensor. */
  void collect(Cotangents into, Supplier<Tensor> derivative);

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
}
