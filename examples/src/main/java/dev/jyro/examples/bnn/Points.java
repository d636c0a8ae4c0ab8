package dev.jyro.examples.bnn;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;

/**
 * Points about a curve.
 *
 * @param x shape {@code (n, 1)}: where
 * @param y shape {@code (n, 1)}: how high
 */
public record Points(Tensor x, Tensor y) {
  /** The standard deviation of the noise. */
  static final double NOISE = 0.1;

  /** Where the clump at the left begins and ends; the other one is its mirror image. */
  static final double OUTER = -2;

  static final double INNER = -1;

  /** How many there are. */
  public long count() {
    return x.size(0);
  }

  /** Two clumps of so many points in all, from -2 to -1 and from 1 to 2, about the curve. */
  static Points simulated(int count, Noise noise) {
    Tensor within = noise.at("where").uniform(Shapes.of(count, 1), DataType.FLOAT32);
    Tensor left = within.mul(INNER - OUTER).add(OUTER);
    Tensor half = left.narrow(0, 0, count / 2);
    Tensor x = ShapeOps.cat(0, half, left.narrow(0, count / 2, count - count / 2).neg());
    Tensor error = noise.at("error").normal(Shapes.of(count, 1), DataType.FLOAT32).mul(NOISE);
    return new Points(x, truth(x).add(error));
  }

  /** Places at equal distances, whose heights are to be predicted. */
  static Points grid(double from, double to, int count) {
    Tensor x = Tensor.linspace(from, to, count).unsqueeze(-1);
    return new Points(x, x.zerosLike());
  }

  /** The same heights at the other side of 0. */
  Points mirrored() {
    return new Points(x.neg(), y);
  }

  /** The curve: {@code sin 2x + x / 2}. */
  static Tensor truth(Tensor x) {
    return x.mul(2).sin().add(x.mul(0.5));
  }
}
