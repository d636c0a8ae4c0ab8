package dev.jyro.constraint;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Tensor;

/** A bijector of each of several values that are one value. */
record Summed(Bijector base, int dims) implements Bijector {
  @Override
  public Tensor forward(Tensor x) {
    return base.forward(x);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return base.inverse(y);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return Events.sum(base.logAbsDetJacobian(x, y), dims);
  }

  @Override
  public Image image(Tensor x) {
    return summed(base.image(x));
  }

  @Override
  public Image preimage(Tensor y) {
    return summed(base.preimage(y));
  }

  private Image summed(Image each) {
    return new Image(each.value(), Events.sum(each.logAbsDetJacobian(), dims));
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(base.domain(), dims);
  }

  @Override
  public Constraint codomain() {
    return Constraints.independent(base.codomain(), dims);
  }

  @Override
  public Shape forwardShape(Shape x) {
    return base.forwardShape(x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return base.inverseShape(y);
  }
}
