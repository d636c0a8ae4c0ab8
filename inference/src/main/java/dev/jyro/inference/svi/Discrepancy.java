package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/**
 * The squared maximum mean discrepancy of two distributions, {@code E k(x, x') + E k(y, y') - 2 E
 * k(x, y)}, from points of each, without bias.
 *
 * <p>Points of one particle have common causes: draws are compared with those of other particles
 * only. Points of which there is one particle are a distribution as they are, the data's, and each
 * is compared with all.
 */
record Discrepancy(Kernel kernel) {
  /** Of these points, a scalar. It can be below 0, as estimates without bias can. */
  Tensor squared(Points left, Points right) {
    Tensor across = mean(left, right, false);
    return mean(left, left, true).add(mean(right, right, true)).sub(across.mul(2));
  }

  private Tensor mean(Points left, Points right, boolean within) {
    Tensor alike = alike(left.row(), right.row());
    Option<Tensor> apart = within && left.particles() > 1 ? Option.of(apart(left)) : Option.none();
    Option<Tensor> counted = counted(left, right);
    return apart
        .map(pairs -> counted.fold(() -> pairs, pairs::mul))
        .orElse(counted)
        .fold(alike::mean, weights -> weighted(alike, weights));
  }

  /** Where nothing counts it is 0. */
  private static Tensor weighted(Tensor alike, Tensor weights) {
    return alike.mul(weights).sum().div(weights.sum().clampMin(1));
  }

  private Tensor alike(Tensor left, Tensor right) {
    Tensor alike = kernel.between(left, right);
    if (!alike.shape().equals(Shapes.of(left.size(0), right.size(0)))) {
      throw new JyroException(
          "Kernel: of points of shapes %s and %s it gave shape %s. Needed: (%d, %d). Fix: give one number for each pair."
              .formatted(left.shape(), right.shape(), alike.shape(), left.size(0), right.size(0)));
    }
    return alike;
  }

  /** 1 for pairs of points of two particles, and 0 for those of one. */
  private static Tensor apart(Points points) {
    long particles = points.particles();
    long elements = points.elements();
    long all = particles * elements;
    return Tensor.eye(Math.toIntExact(particles), points.values().dataType())
        .rsub(1)
        .reshape(particles, 1, particles, 1)
        .expand(particles, elements, particles, elements)
        .reshape(all, all);
  }

  /** 1 for pairs that both count; none if all do. */
  private static Option<Tensor> counted(Points left, Points right) {
    if (left.counted().isEmpty() && right.counted().isEmpty()) {
      return Option.none();
    }
    return Option.of(weights(left).unsqueeze(1).mul(weights(right)));
  }

  private static Tensor weights(Points points) {
    return points.counted().getOrElse(() -> points.values().select(2, 0).onesLike()).flatten();
  }
}
