package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** The logistic function, between any two bounds. */
record Sigmoid(double low, double high, Constraint codomain) implements Rising {
  Sigmoid(double low, double high) {
    this(low, high, Constraints.interval(low, high));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor unit = x.sigmoid();
    return low == 0 && high == 1 ? unit : unit.mul(high - low).add(low);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return low == 0 && high == 1 ? y.logit() : y.sub(low).div(high - low).logit();
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor unit = x.logSigmoid().add(x.neg().logSigmoid());
    return high - low == 1 ? unit : unit.add(Math.log(high - low));
  }
}
