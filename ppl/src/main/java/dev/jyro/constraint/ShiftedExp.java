package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/** The exponential function above a bound, or mirrored below it. */
record ShiftedExp(HalfLine codomain) implements Bijector {
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
    return x;
  }

  @Override
  public Option<Tensor> sign() {
    return Rising.sign(side());
  }

  private int side() {
    return codomain.side().sign();
  }
}
