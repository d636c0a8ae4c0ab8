package dev.jyro.examples.bench;

import static dev.jyro.examples.bench.LinearRegression.COEFFICIENTS;

import dev.jyro.random.Noise;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.util.List;

/** {@link LinearRegression} without the language. */
final class LinearRegressionByHand implements Handwritten {
  private final LinearRegression.Data data;
  private final Leaf bLoc = Leaf.of(Tensor.zeros(COEFFICIENTS));
  private final Leaf logBScale = Leaf.of(Tensor.zeros(COEFFICIENTS));
  private final Leaf sLoc = Leaf.of(Tensor.scalar(0));
  private final Leaf logSScale = Leaf.of(Tensor.scalar(0));
  private final List<Leaf> leaves = List.of(bLoc, logBScale, sLoc, logSScale);

  LinearRegressionByHand(LinearRegression.Data data) {
    this.data = data;
  }

  @Override
  public List<Leaf> leaves() {
    return leaves;
  }

  @Override
  public Tensor loss(Noise noise) {
    Tensor bScale = logBScale.value().exp();
    Tensor b = bLoc.value().add(Handwritten.normal(noise, "b", COEFFICIENTS).mul(bScale));
    Tensor sScale = logSScale.value().exp();
    Tensor sigma = sLoc.value().add(Handwritten.normal(noise, "sigma").mul(sScale)).exp();

    Tensor model =
        LogDensity.normal(b, 1)
            .sum()
            .add(LogDensity.halfCauchy(sigma))
            .add(LogDensity.normal(data.y(), data.x().matmul(b), sigma).sum());
    return model
        .sub(LogDensity.normal(b, bLoc.value(), bScale).sum())
        .sub(LogDensity.logNormal(sigma, sLoc.value(), sScale))
        .neg();
  }
}
