package dev.jyro.constraint;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/** {@code loc + scale x}; the two take the type of x, to which they broadcast. */
record Affine(Tensor loc, Tensor scale) implements Bijector {
  @Override
  public Tensor forward(Tensor x) {
    return x.mul(scale.to(x.dataType())).add(loc.to(x.dataType()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.sub(loc.to(y.dataType())).div(scale.to(y.dataType()));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return scale.to(x.dataType()).abs().log().expand(forwardShape(x.shape()));
  }

  @Override
  public Constraint codomain() {
    return Constraints.real();
  }

  @Override
  public Option<Tensor> sign() {
    return Option.of(scale.sign());
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shapes.broadcast(Shapes.broadcast(x, loc.shape()), scale.shape());
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
