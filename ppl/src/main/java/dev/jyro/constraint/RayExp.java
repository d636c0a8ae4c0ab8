package dev.jyro.constraint;

import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/** The exponential function above a bound for each element, or mirrored below it. */
record RayExp(Ray codomain) implements Bijector {
  @Override
  public Tensor forward(Tensor x) {
    return x.exp().mul(side()).add(codomain.bound());
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.sub(codomain.bound()).mul(side()).log();
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return x.expand(Shapes.broadcast(x.shape(), codomain.bound().shape()));
  }

  @Override
  public Option<Tensor> sign() {
    return Rising.sign(side());
  }

  private int side() {
    return codomain.side().sign();
  }
}
