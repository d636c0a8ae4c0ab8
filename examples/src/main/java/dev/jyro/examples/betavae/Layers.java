package dev.jyro.examples.betavae;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.TruncatedNormalInitializer;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Tensor;

/**
 * Fully connected layers that start as Sonnet's do: weights normal with standard deviation {@code
 * 1/√in}, cut off at two of it; biases 0.
 */
final class Layers {
  private Layers() {}

  /** {@code x Wᵀ + b}: from {@code in} to {@code out} numbers. */
  static Net linear(int in, int out) {
    Linear layer = Linear.builder().setUnits(out).build();
    float spread = (float) (1 / Math.sqrt(in));
    layer.setInitializer(new TruncatedNormalInitializer(spread), Parameter.Type.WEIGHT);
    return Net.of(layer, new Shape(1, in));
  }

  /** Two layers of {@code width} numbers, the negative ones replaced by 0. */
  static Net hidden(int in, int width) {
    return linear(in, width).then(Tensor::relu).then(linear(width, width)).then(Tensor::relu);
  }
}
