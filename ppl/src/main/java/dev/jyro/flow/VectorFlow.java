package dev.jyro.flow;

import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.constraint.Image;
import dev.jyro.tensor.Tensor;

/** A bijector of vectors onto vectors of one size, which has its volume at the same time. */
abstract class VectorFlow implements Bijector {
  @Override
  public abstract Image image(Tensor x);

  @Override
  public Tensor forward(Tensor x) {
    return image(x).value();
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return image(x).logAbsDetJacobian();
  }

  @Override
  public Constraint codomain() {
    return Constraints.independent(Constraints.real(), 1);
  }
}
