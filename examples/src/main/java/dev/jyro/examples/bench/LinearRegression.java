package dev.jyro.examples.bench;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.HalfCauchy;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/**
 * Linear regression with three coefficients and an unknown error.
 *
 * <p>Model: {@code b ~ Normal(0, 1)³}, {@code sigma ~ HalfCauchy(1)}, and for each row {@code y ~
 * Normal(x · b, sigma)}. Guide: all of them independent.
 */
public final class LinearRegression {
  static final int COEFFICIENTS = 3;

  /**
   * Rows of numbers and what depends on them.
   *
   * @param x shape {@code (rows, 3)}
   * @param y shape {@code (rows)}
   */
  public record Data(Tensor x, Tensor y) {
    long rows() {
      return y.size(0);
    }
  }

  private LinearRegression() {}

  /** Rows that were made with coefficients 1, -2, 0.5 and an error of 0.3; always the same. */
  public static Data data(int rows) {
    Noise noise = Noise.of(7);
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = noise.at("x").normal(Shapes.of(rows, COEFFICIENTS), DataType.FLOAT32);
      Tensor error = noise.at("error").normal(Shapes.of(rows), DataType.FLOAT32).mul(0.3);
      Tensor y = x.matmul(Tensor.of(1f, -2f, 0.5f)).add(error);
      return new Data(TensorScope.release(x), TensorScope.release(y));
    }
  }

  // region bench-linear-regression
  /** How the rows come about. */
  public static void model(Data data) {
    Tensor b = sample("b", Normal.standard(COEFFICIENTS).toEvent(1));
    Tensor sigma = sample("sigma", HalfCauchy.of(1));
    plate("rows", data.rows(), () -> observe("y", Normal.of(data.x().matmul(b), sigma), data.y()));
  }

  /** What is believed of coefficients and error afterwards. */
  public static void guide(Data data) {
    Tensor loc = param("b_loc", () -> Tensor.zeros(COEFFICIENTS), Constraints.real());
    Tensor scale = param("b_scale", () -> Tensor.ones(COEFFICIENTS), positive());
    sample("b", Normal.of(loc, scale).toEvent(1));
    sample("sigma", LogNormal.of(param("s_loc", 0), param("s_scale", 1, positive())));
  }
  // endregion
}
