package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;

/** Vectors of length 1 but for rounding. */
record Sphere() implements Constraint {
  private static final double TOLERANCE = 1e-5;

  @Override
  public Tensor check(Tensor value) {
    return value.square().sum(-1).sqrt().sub(1).abs().lt(TOLERANCE * value.size(-1));
  }

  @Override
  public boolean contains(double number) {
    return false;
  }

  @Override
  public Tensor feasible(Tensor like) {
    return like.constant(Math.sqrt(1.0 / like.size(-1)));
  }

  @Override
  public int eventDim() {
    return 1;
  }

  @Override
  public String name() {
    return "sphere";
  }

  @Override
  public String toString() {
    return name();
  }
}
