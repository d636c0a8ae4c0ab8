package dev.jyro.examples.vae;

import ai.djl.ndarray.types.DataType;
import dev.jyro.examples.data.ImageSet;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/**
 * Images in Torch's memory, dealt out in batches.
 *
 * @param pixels shape {@code (count, rows * columns)}, from 0 to 1
 * @param rows the height of an image
 * @param columns its width
 */
record Images(Tensor pixels, int rows, int columns) {
  private static final float WHITE = 255f;

  static Images of(ImageSet set) {
    byte[] grey = set.pixels();
    int[] next = {0};
    Tensor pixels =
        Tensor.filled(
            Shapes.of(set.count(), (long) set.rows() * set.columns()),
            DataType.FLOAT32,
            () -> (grey[next[0]++] & 0xff) / WHITE);
    return new Images(TensorScope.release(pixels), set.rows(), set.columns());
  }

  int count() {
    return Math.toIntExact(pixels.size(0));
  }

  int size() {
    return rows * columns;
  }

  /** How many batches of this size there are; the last may be smaller. */
  int batches(int size) {
    return (count() + size - 1) / size;
  }

  /** One batch, in the order of the images. */
  Tensor batch(int number, int size) {
    int from = number * size;
    return pixels.narrow(0, from, Math.min(size, count() - from));
  }

  /** One batch, in a given order of all images. */
  Tensor batch(int number, int size, long[] order) {
    int from = number * size;
    int to = Math.min(from + size, count());
    return pixels.indexSelect(0, Tensor.of(java.util.Arrays.copyOfRange(order, from, to)));
  }

  /** All images in an order that the noise decides. */
  long[] shuffled(Noise noise) {
    var generator = noise.generator();
    long[] order = new long[count()];
    for (int i = 0; i < order.length; i++) {
      int other = generator.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
