package dev.jyro.constraint;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/** A bijector the other way round. */
record Inverse(Bijector base) implements Bijector {
  @Override
  public Tensor forward(Tensor x) {
    return base.inverse(x);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return base.forward(y);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return base.logAbsDetJacobian(y, x).neg();
  }

  @Override
  public Image image(Tensor x) {
    return reversed(base.preimage(x));
  }

  @Override
  public Image preimage(Tensor y) {
    return reversed(base.image(y));
  }

  private static Image reversed(Image image) {
    return new Image(image.value(), image.logAbsDetJacobian().neg());
  }

  @Override
  public Constraint domain() {
    return base.codomain();
  }

  @Override
  public Constraint codomain() {
    return base.domain();
  }

  @Override
  public Option<Tensor> sign() {
    return base.sign();
  }

  @Override
  public Bijector inverted() {
    return base;
  }

  @Override
  public Shape forwardShape(Shape x) {
    return base.inverseShape(x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return base.forwardShape(y);
  }
}
