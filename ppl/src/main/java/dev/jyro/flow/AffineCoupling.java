package dev.jyro.flow;

import dev.jyro.constraint.Image;
import dev.jyro.ppl.Net;
import dev.jyro.ppl.Primitives;
import dev.jyro.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * An affine coupling, the layer of RealNVP: the first numbers of a vector say how the others are
 * moved and stretched.
 *
 * <p>{@code y₁ = x₁, y₂ = loc(x₁) + x₂ exp s(x₁)}; {@code log det = Σ s}, s between -5 and 5
 *
 * <p>The conditioner, any function, is given the first {@code split} numbers and gives two for each
 * of the others in turn: loc, and a number of which {@code s = 5 tanh(number/5)} is made. Both ways
 * cost one call of it. What stays and what moves is exchanged by {@link
 * dev.jyro.constraint.Bijectors#permute} between two of them.
 *
 * <p>Errors: {@link dev.jyro.tensor.ShapeException} if the conditioner gives another number of
 * numbers. Threads: see {@link dev.jyro.constraint.Bijector}. Source: Dinh, Sohl-Dickstein and
 * Bengio, Density Estimation using Real NVP, 2017.
 */
public final class AffineCoupling extends Coupling {
  private AffineCoupling(int split, UnaryOperator<Tensor> conditioner) {
    super(split, conditioner);
  }

  /** With this conditioner. */
  public static AffineCoupling of(int split, UnaryOperator<Tensor> conditioner) {
    return new AffineCoupling(split, conditioner);
  }

  /** With a network of one hidden layer for vectors of this size, the module {@code name}. */
  public static AffineCoupling param(String name, int size, int split, int hidden) {
    Net net =
        Net.linear(split, hidden).then(Tensor::tanh).then(Net.linear(hidden, 2 * (size - split)));
    return of(split, Primitives.module(name, net)::forward);
  }

  @Override
  Image there(Tensor others, Tensor how) {
    return shift(how).there(others);
  }

  @Override
  Image back(Tensor others, Tensor how) {
    return shift(how).back(others);
  }

  @Override
  int each() {
    return 2;
  }

  private static Shift shift(Tensor how) {
    return Shift.of(how.select(-1, 0), how.select(-1, 1));
  }
}
