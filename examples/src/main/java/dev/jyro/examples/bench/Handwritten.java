package dev.jyro.examples.bench;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;

/**
 * A loss written by hand: the tensor operations of a model and a guide, without effects, handlers,
 * traces and distributions. What {@code SVI.step} takes longer than this is the price of a
 * language.
 */
interface Handwritten {
  /** What is trained, as free numbers. */
  List<Leaf> leaves();

  /**
   * {@code -ELBO}, estimated with one draw.
   *
   * @param noise the key of one run of the guide; sites draw from it as they do under SVI, so that
   *     both come to the same numbers
   */
  Tensor loss(Noise noise);

  /** Standard normal numbers for the site of this name. */
  static Tensor normal(Noise noise, String site, long... sizes) {
    return noise.at(site).at(0).normal(Shapes.of(sizes), DataType.FLOAT32);
  }
}
