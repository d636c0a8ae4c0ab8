package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** {@code log(1 + exp x)}: nearly x where x is large, and then not as steep as the exponential. */
record Softplus() implements Rising {
  @Override
  public Tensor forward(Tensor x) {
    return x.softplus();
  }

  /** {@code log(exp y - 1)} without overflow. */
  @Override
  public Tensor inverse(Tensor y) {
    return y.neg().expm1().neg().log().add(y);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.logSigmoid();
  }

  @Override
  public Constraint codomain() {
    return Constraints.softplusPositive();
  }
}
