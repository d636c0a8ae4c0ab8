package dev.jyro.examples.guide;

import ai.djl.ndarray.types.Shape;
import dev.jyro.constraint.Constraint;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Parameter;
import dev.jyro.distribution.Poisson;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/** A count that is seen only if it is not 0: {@code rate} is that of the count before. */
record PositivePoisson(Tensor rate) implements Distribution {
  @Override
  public Shape batchShape() {
    return rate.shape();
  }

  @Override
  public Shape eventShape() {
    return Shapes.scalar();
  }

  // region distribution-discrete
  @Override
  public Constraint support() {
    return Constraints.positiveInteger();
  }

  /** The first of the events, given that there is one, and as many as the rest of the time has. */
  @Override
  public Tensor sample(Noise noise) {
    Tensor u = noise.at("first").uniform(rate.shape(), rate.dataType());
    Tensor untilFirst = rate.neg().expm1().mul(u).log1p().neg();
    Tensor rest = rate.sub(untilFirst).clampMin(0);
    return Poisson.of(rest).sample(noise.at("rest")).add(1);
  }

  @Override
  public Tensor logProb(Tensor value) {
    Tensor logOfSome = rate.neg().expm1().neg().log(); // log(1 - exp(-rate))
    Tensor density = value.mul(rate.log()).sub(value.add(1).lgamma()).sub(rate).sub(logOfSome);
    return support().check(value).where(density, Double.NEGATIVE_INFINITY);
  }

  // endregion

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("rate", rate, Constraints.positive()));
  }

  @Override
  public PositivePoisson expand(Shape batchShape) {
    return new PositivePoisson(rate.expand(batchShape));
  }
}
