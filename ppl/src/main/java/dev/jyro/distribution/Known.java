package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A parameter that is known as a number. */
record Known(double number) implements Operand {
  @Override
  public Shape shape() {
    return Shapes.scalar();
  }

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
    return number == 1 ? x : number == -1 ? x.neg() : x.mul(number);
  }

  @Override
  public Tensor divide(Tensor x) {
    return number == 1 ? x : x.div(number);
  }

  @Override
  public Tensor timesLog(Tensor x) {
    return number == 0 ? x.constant(0) : x.constant(number).xlogy(x);
  }

  /** With -1 the difference the other way round: no operation more. */
  @Override
  public Tensor timesDifference(Tensor first, Tensor second) {
    return number == -1 ? second.sub(first) : times(first.sub(second));
  }

  @Override
  public Tensor stretchedTo(Tensor x) {
    return x.constant(number).expand(x.shape());
  }

  @Override
  public Operand spreadOver(Shape event) {
    return this;
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
  public Operand times(Operand other) {
    return other.times(number);
  }

  @Override
  public Operand over(Operand other) {
    return other.map(divisor -> number / divisor, divisor -> divisor.rdiv(number));
  }

  @Override
  public void collect(Cotangents into, Supplier<Tensor> derivative) {
    // a number has no derivative
  }

  @Override
  public Operand map(DoubleUnaryOperator ofNumber, UnaryOperator<Tensor> ofTensor) {
    return new Known(ofNumber.applyAsDouble(number));
  }
}
