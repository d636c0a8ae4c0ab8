package dev.jyro.flow;

import dev.jyro.constraint.Image;
import dev.jyro.ppl.Net;
import dev.jyro.ppl.Primitives;
import dev.jyro.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A coupling by splines: the first numbers of a vector say which monotone spline maps each of the
 * others.
 *
 * <p>{@code y₁ = x₁, y₂ = spline(x₂; x₁)}, see {@link Spline}
 *
 * <p>The conditioner, any function, is given the first {@code split} numbers and gives {@code 3 k -
 * 1} for each of the others in turn: k for the widths, k for the heights, k - 1 for the slopes.
 * Both ways cost one call of it. What stays and what moves is exchanged by {@link
 * dev.jyro.constraint.Bijectors#permute} between two of them.
 *
 * <p>Errors: {@link dev.jyro.tensor.ShapeException} if the conditioner gives another number of
 * numbers; for others, and the source, see {@link Spline}.
 */
public final class SplineCoupling extends Coupling {
  private final int bins;
  private final double bound;

  private SplineCoupling(int split, int bins, double bound, UnaryOperator<Tensor> conditioner) {
    super(split, conditioner);
    Spline.checked(bins, bound);
    this.bins = bins;
    this.bound = bound;
  }

  /** With this conditioner. */
  public static SplineCoupling of(
      int split, int bins, double bound, UnaryOperator<Tensor> conditioner) {
    return new SplineCoupling(split, bins, bound, conditioner);
  }

  /** With 8 bins within ±3, and 32 hidden units. */
  public static SplineCoupling param(String name, int size, int split) {
    return param(name, size, split, Spline.USUAL_BINS, Spline.USUAL_BOUND, 32);
  }

  /** With a network of one hidden layer for vectors of this size, the module {@code name}. */
  public static SplineCoupling param(
      String name, int size, int split, int bins, double bound, int hidden) {
    int outputs = (size - split) * (3 * bins - 1);
    Net net = Net.linear(split, hidden).then(Tensor::tanh).then(Net.linear(hidden, outputs));
    return of(split, bins, bound, Primitives.module(name, net)::forward);
  }

  @Override
  Image there(Tensor others, Tensor how) {
    return curve(how).there(others);
  }

  @Override
  Image back(Tensor others, Tensor how) {
    return curve(how).back(others);
  }

  @Override
  int each() {
    return 3 * bins - 1;
  }

  private RationalQuadratic curve(Tensor how) {
    return new RationalQuadratic(
        how.narrow(-1, 0, bins),
        how.narrow(-1, bins, bins),
        how.narrow(-1, 2L * bins, bins - 1L),
        bound);
  }
}
