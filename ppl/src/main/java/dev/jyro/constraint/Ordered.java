package dev.jyro.constraint;

import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;

/** To numbers that rise: the first is itself, the others are logarithms of the steps. */
record Ordered() implements Bijector {
  @Override
  public Tensor forward(Tensor x) {
    return ShapeOps.cat(-1, first(x), rest(x).exp()).cumSum(-1);
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor steps = rest(y).sub(y.narrow(-1, 0, y.size(-1) - 1));
    return ShapeOps.cat(-1, first(y), steps.log());
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return rest(x).sum(-1);
  }

  private static Tensor first(Tensor x) {
    return x.narrow(-1, 0, 1);
  }

  private static Tensor rest(Tensor x) {
    return x.narrow(-1, 1, x.size(-1) - 1);
  }

  @Override
  public Constraint codomain() {
    return Constraints.orderedVector();
  }
}
