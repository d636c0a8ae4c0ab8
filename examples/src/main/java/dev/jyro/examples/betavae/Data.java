package dev.jyro.examples.betavae;

import dev.jyro.examples.data.Images;
import dev.jyro.examples.data.Mnist;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/**
 * Images to learn from: those that others train on and those that they test with, together, as the
 * source has them. Nothing is held out.
 *
 * @param all of them
 * @param test those of the second kind, to measure and to show
 */
record Data(Images all, Images test) {
  /** The images of both parts. */
  static Data of(Mnist digits) {
    Images train = Images.of(digits.train());
    Images test = Images.of(digits.test());
    Tensor both = TensorScope.release(ShapeOps.cat(0, train.pixels(), test.pixels()));
    return new Data(new Images(both, test.rows(), test.columns()), test);
  }

  /**
   * What an image costs a decoder that is told nothing of it, at its best: the entropy of pixels
   * that have ink as often as they do on average, in nats an image.
   */
  double withoutCode() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor ink = all.pixels().mean(0);
      Tensor ground = ink.rsub(1);
      return -ink.xlogy(ink).add(ground.xlogy(ground)).sum().item();
    }
  }
}
