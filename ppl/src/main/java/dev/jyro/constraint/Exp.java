package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** The exponential function. */
record Exp() implements Rising {
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
    return x;
  }

  @Override
  public Constraint codomain() {
    return Constraints.positive();
  }
}
