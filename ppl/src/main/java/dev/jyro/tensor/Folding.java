package dev.jyro.tensor;

import ai.djl.ndarray.types.Shape;

/** The reverse of broadcasting. */
final class Folding {
  private Folding() {}

  static Tensor sumTo(Tensor x, Shape target) {
    Shape from = x.shape();
    if (from.equals(target)) {
      return x;
    }
    if (!Shapes.broadcastsTo(target, from)) {
      throw new ShapeException(
          "sumTo: the shape %s is not a broadcast of %s.".formatted(from, target));
    }
    int extra = from.dimension() - target.dimension();
    int[] dims = new int[from.dimension()];
    int count = 0;
    for (int i = 0; i < from.dimension(); i++) {
      if (i < extra || (target.get(i - extra) == 1 && from.get(i) != 1)) {
        dims[count++] = i;
      }
    }
    Tensor summed = x.keepSum(java.util.Arrays.copyOf(dims, count));
    return extra == 0 ? summed : summed.reshape(target);
  }
}
