package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** The hyperbolic tangent. */
record Tanh() implements Rising {
  private static final double LOG_2 = Math.log(2);

  @Override
  public Tensor forward(Tensor x) {
    return x.tanh();
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.atanh();
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return logSech(x).mul(2);
  }

  /** {@code log(1/cosh x) = log 2 - |x| - log(1 + exp(-2|x|))}, which does not overflow. */
  static Tensor logSech(Tensor x) {
    Tensor size = x.abs();
    return size.mul(-2).exp().log1p().add(size).rsub(LOG_2);
  }

  @Override
  public Constraint codomain() {
    return Constraints.interval(-1, 1);
  }
}
