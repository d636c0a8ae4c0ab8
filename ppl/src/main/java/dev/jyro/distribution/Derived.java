package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * A distribution that is another one but for a little: it answers as its base does, and each kind
 * says where it does not.
 */
abstract class Derived implements Distribution {
  private final Distribution base;

  Derived(Distribution base) {
    this.base = base;
  }

  /** The distribution that it is made of. */
  public final Distribution base() {
    return base;
  }

  @Override
  public abstract Distribution expand(Shape batchShape);

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
    return base.logProb(value);
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
    return base.entropy();
  }

  @Override
  public Tensor cdf(Tensor value) {
    return base.cdf(value);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return base.icdf(probability);
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
