package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Vectors divided by their length. */
record Normalize() implements Transform {
  @Override
  public Tensor forward(Tensor x) {
    return x.div(x.square().keepSum(-1).sqrt());
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y;
  }

  @Override
  public Constraint codomain() {
    return Constraints.sphere();
  }
}
