package dev.jyro.examples.regression;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * Points of two groups, 0 and 1.
 *
 * @param x shape {@code (n, 4)}: 1, where the point is, its group, and the product of these two
 * @param y shape {@code (n)}: how high it is
 */
public record Points(Tensor x, Tensor y) {
  /** The weights that {@link #simulated} uses, in the order of the columns of x. */
  static final float[] TRUTH = {9.2f, -0.2f, -1.9f, 0.4f};

  /** The standard deviation of the noise that it adds. */
  static final double NOISE = 0.9;

  /** Points lie between 0 and this. */
  static final double RIGHT = 5;

  /** How many there are. */
  public long count() {
    return x.size(0);
  }

  /** So many points uniformly from 0 to 5, every third of them of group 1. */
  static Points simulated(int count, Noise noise) {
    Tensor where = noise.at("where").uniform(Shapes.of(count), DataType.FLOAT32).mul(RIGHT);
    Tensor group = Tensor.arange(count).remainder(3).floor().sub(1).clampMin(0);
    Tensor x = columns(where, group);
    Tensor error = noise.at("error").normal(Shapes.of(count), DataType.FLOAT32).mul(NOISE);
    return new Points(x, x.matmul(Tensor.of(TRUTH)).add(error));
  }

  /** Places from 0 to 5 in one group, whose heights are to be predicted. */
  static Points grid(int count, double group) {
    Tensor where = Tensor.linspace(0, RIGHT, count);
    return new Points(columns(where, where.zerosLike().add(group)), where.zerosLike());
  }

  private static Tensor columns(Tensor where, Tensor group) {
    return ShapeOps.stack(-1, where.onesLike(), where, group, where.mul(group));
  }
}
