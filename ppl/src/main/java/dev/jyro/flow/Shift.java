package dev.jyro.flow;

import dev.jyro.constraint.Image;
import dev.jyro.tensor.Tensor;

/**
 * {@code loc + x exp s}, number by number.
 *
 * @param loc any numbers
 * @param logScale s
 */
record Shift(Tensor loc, Tensor logScale) {
  /** Beyond this a scale no longer grows, so that one step in training cannot tear a flow apart. */
  private static final double MOST = 5;

  /** With {@code s = 5 tanh(raw/5)}, nearly the number itself as long as that is small. */
  static Shift of(Tensor loc, Tensor raw) {
    return new Shift(loc, raw.div(MOST).tanh().mul(MOST));
  }

  Image there(Tensor x) {
    return new Image(x.mul(logScale.exp()).add(loc), logScale);
  }

  Image back(Tensor y) {
    return new Image(y.sub(loc).mul(logScale.neg().exp()), logScale);
  }
}
