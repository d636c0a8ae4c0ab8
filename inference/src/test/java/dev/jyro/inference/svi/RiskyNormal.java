package dev.jyro.inference.svi;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;

/** A distribution of the user's own, each of whose methods may throw. */
record RiskyNormal(Distribution normal, Mine mine) implements Distribution {
  static RiskyNormal of(Tensor loc, Tensor scale, Mine mine) {
    return new RiskyNormal(Normal.of(loc, scale), mine);
  }

  @Override
  public Shape batchShape() {
    mine.pass("batchShape of a distribution");
    return normal.batchShape();
  }

  @Override
  public Shape eventShape() {
    mine.pass("eventShape of a distribution");
    return normal.eventShape();
  }

  @Override
  public Constraint support() {
    mine.pass("support of a distribution");
    return normal.support();
  }

  @Override
  public Tensor sample(Noise noise) {
    mine.pass("sample of a distribution");
    return normal.sample(noise);
  }

  @Override
  public Tensor logProb(Tensor value) {
    mine.pass("logProb of a distribution");
    return normal.logProb(value);
  }

  @Override
  public boolean isReparameterized() {
    mine.pass("isReparameterized of a distribution");
    return true;
  }

  @Override
  public void validate() {
    mine.pass("validate of a distribution");
    normal.validate();
  }
}
