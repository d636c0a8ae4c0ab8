package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Exponentials divided by their sum; the way back gives the logarithms. */
record Softmax() implements Transform {
  @Override
  public Tensor forward(Tensor x) {
    return x.softmax(-1);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.log();
  }

  @Override
  public Constraint codomain() {
    return Constraints.simplex();
  }
}
