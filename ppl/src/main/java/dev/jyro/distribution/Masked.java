package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * A distribution some of whose batch does not count.
 *
 * <p>Where the mask is false the log density is exactly 0, even if it would be infinite or NaN
 * there. Sampling is as without the mask.
 */
public final class Masked implements Distribution {
  private final Distribution base;
  private final Tensor mask;

  private Masked(Distribution base, Tensor mask) {
    this.base = base;
    this.mask = mask;
  }

  /** {@code base} where the boolean {@code mask}, which broadcasts with its batch, is true. */
  public static Distribution of(Distribution base, Tensor mask) {
    Shape batch = Shapes.broadcast(base.batchShape(), mask.shape());
    return new Masked(base.expand(batch), mask);
  }

  @Override
  public Shape batchShape() {
    return base.batchShape();
  }

  @Override
  public Shape eventShape() {
    return base.eventShape();
  }

  @Override
  public Constraint support() {
    return base.support();
  }

  @Override
  public boolean isReparameterized() {
    return base.isReparameterized();
  }

  @Override
  public Tensor sample(Noise noise) {
    return base.sample(noise);
  }

  @Override
  public Tensor logProb(Tensor value) {
    return base.logProb(value).maskedFill(mask.logicalNot(), 0);
  }

  @Override
  public Distribution expand(Shape batchShape) {
    return new Masked(base.expand(batchShape), mask);
  }

  @Override
  public List<Parameter> parameters() {
    return base.parameters();
  }

  @Override
  public Tensor mean() {
    return base.mean();
  }

  @Override
  public Tensor variance() {
    return base.variance();
  }

  @Override
  public Tensor entropy() {
    return base.entropy().maskedFill(mask.logicalNot(), 0);
  }

  @Override
  public Tensor enumerateSupport() {
    return base.enumerateSupport();
  }

  @Override
  public String name() {
    return base.name();
  }
}
