package dev.jyro.distribution;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A parameter that was given as a tensor. */
record Given(Tensor tensor) implements Operand {
  private static final double TINY = Float.MIN_NORMAL;

  @Override
  public Shape shape() {
    return tensor.shape();
  }

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
  public Tensor timesDifference(Tensor first, Tensor second) {
    return times(first.sub(second));
  }

  @Override
  public Tensor stretchedTo(Tensor x) {
    return tensor.expand(Shapes.broadcast(shape(), x.shape()));
  }

  @Override
  public Operand spreadOver(Shape event) {
    long[] sizes = Arrays.copyOf(shape().getShape(), shape().dimension() + event.dimension());
    Arrays.fill(sizes, shape().dimension(), sizes.length, 1);
    return new Given(tensor.reshape(sizes).expand(Shapes.concat(shape(), event)));
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
    return number == 1 ? this : new Given(number == -1 ? tensor.neg() : tensor.mul(number));
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
  public Operand times(Operand other) {
    return new Given(other.times(tensor));
  }

  @Override
  public Operand over(Operand other) {
    return new Given(other.divide(tensor));
  }

  @Override
  public void collect(Cotangents into, Supplier<Tensor> derivative) {
    into.add(tensor, derivative);
  }

  @Override
  public Operand map(DoubleUnaryOperator ofNumber, UnaryOperator<Tensor> ofTensor) {
    return new Given(ofTensor.apply(tensor));
  }
}
