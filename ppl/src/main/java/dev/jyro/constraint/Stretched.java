package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** The logistic function between bounds for each element. */
record Stretched(Between codomain) implements Rising {
  private static final Bijector UNIT = new Sigmoid(0, 1);

  @Override
  public Tensor forward(Tensor x) {
    return UNIT.forward(x).mul(width()).add(codomain.low());
  }

  @Override
  public Tensor inverse(Tensor y) {
    return UNIT.inverse(y.sub(codomain.low()).div(width()));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return UNIT.logAbsDetJacobian(x, y).add(width().log());
  }

  private Tensor width() {
    return codomain.high().sub(codomain.low());
  }
}
