package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;

/** Temporary. */
public final class Bernoulli extends Univariate {
  private final Tensor logits;

  private Bernoulli(Tensor logits, Shape batchShape) {
    super(batchShape);
    this.logits = logits;
  }

  /** Temporary. */
  public static Bernoulli ofLogits(Tensor logits) {
    return new Bernoulli(logits, logits.shape());
  }

  @Override
  public Constraint support() {
    return Constraints.bool();
  }

  @Override
  public Tensor sample(Noise noise) {
    return noise
        .uniform(batchShape(), logits.dataType())
        .lt(logits.sigmoid())
        .to(logits.dataType())
        .detach();
  }

  @Override
  protected Tensor density(Tensor value) {
    return logits.binaryCrossEntropyWithLogits(value).neg();
  }

  @Override
  protected Univariate inBatch(Shape shape) {
    return new Bernoulli(logits, shape);
  }

  @Override
  public Tensor mean() {
    return inBatch(logits.sigmoid());
  }
}
