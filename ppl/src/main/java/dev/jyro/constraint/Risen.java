package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** The exponential function of vectors that rise; the image rises too, and is positive. */
record Risen(Constraint codomain) implements Bijector {
  @Override
  public Tensor forward(Tensor x) {
    return x.exp();
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.log();
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.sum(-1);
  }

  @Override
  public Constraint domain() {
    return Constraints.orderedVector();
  }
}
