package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;

/** A distribution whose samples carry no gradient, though they could. */
final class NotReparameterized extends Derived {
  NotReparameterized(Distribution base) {
    super(base);
  }

  @Override
  public boolean isReparameterized() {
    return false;
  }

  @Override
  public Tensor sample(Noise noise) {
    return base().sample(noise).detach();
  }

  @Override
  public Density density(Tensor value) {
    return base().density(value);
  }

  @Override
  public Distribution expand(Shape batchShape) {
    return new NotReparameterized(base().expand(batchShape));
  }
}
