package dev.jyro.examples.guide;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Parameter;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

// region distribution-continuous
/** How long what ages lasts: the risk is {@code level} at first and grows as exp(growth x). */
record Gompertz(Tensor level, Tensor growth) implements Distribution {
  static Gompertz of(double level, double growth) {
    return new Gompertz(Tensor.scalar(level), Tensor.scalar(growth));
  }

  @Override
  public Shape batchShape() {
    return Shapes.broadcast(level.shape(), growth.shape());
  }

  @Override
  public Shape eventShape() {
    return Shapes.scalar(); // one value is one number
  }

  @Override
  public Constraint support() {
    return Constraints.nonNegative();
  }

  @Override
  public Tensor sample(Noise noise) {
    Tensor wait = noise.exponential(batchShape(), level.dataType());
    return wait.div(level).mul(growth).log1p().div(growth);
  }

  @Override
  public boolean isReparameterized() {
    return true; // sample is made of operations on level and growth, so gradients pass
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor logRisk = level.log().add(growth.mul(value));
    Tensor pastRisk = growth.mul(value).expm1().mul(level).div(growth);
    Tensor density = logRisk.sub(pastRisk);
    return value.ge(0).where(density, Double.NEGATIVE_INFINITY);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("level", level, Constraints.positive()),
        new Parameter("growth", growth, Constraints.positive()));
  }

  @Override
  public Gompertz expand(Shape batchShape) {
    return new Gompertz(level.expand(batchShape), growth.expand(batchShape));
  }
}
// endregion
