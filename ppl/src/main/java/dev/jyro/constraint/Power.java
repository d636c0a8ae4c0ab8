package dev.jyro.constraint;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/** Positive numbers to a power other than 0, which takes the type of x and broadcasts to it. */
record Power(Tensor exponent) implements Bijector {
  @Override
  public Tensor forward(Tensor x) {
    return x.pow(exponent.to(x.dataType()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.pow(exponent.to(y.dataType()).rdiv(1));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor e = exponent.to(x.dataType());
    return e.sub(1).mul(x.log()).add(e.abs().log());
  }

  @Override
  public Constraint domain() {
    return Constraints.positive();
  }

  @Override
  public Constraint codomain() {
    return Constraints.positive();
  }

  @Override
  public Option<Tensor> sign() {
    return Option.of(exponent.sign());
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shapes.broadcast(x, exponent.shape());
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
