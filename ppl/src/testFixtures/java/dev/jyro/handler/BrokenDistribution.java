package dev.jyro.handler;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/** A distribution that cannot be drawn from. */
final class BrokenDistribution implements Distribution {
  /** What a draw throws; and what else fails on purpose. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Shape batchShape() {
    return Shapes.scalar();
  }

  @Override
  public Shape eventShape() {
    return Shapes.scalar();
  }

  @Override
  public Constraint support() {
    return Constraints.real();
  }

  @Override
  public Tensor sample(Noise noise) {
    throw new Failure();
  }

  @Override
  public Tensor logProb(Tensor value) {
    throw new Failure();
  }
}
