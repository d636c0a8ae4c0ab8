package dev.jyro.examples.data;

import ai.djl.ndarray.types.DataType;
import dev.jyro.inference.data.Batches;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;

/**
 * Images in Torch's memory.
 *
 * <p>Thread safety: immutable.
 *
 * @param pixels shape {@code (count, rows * columns)}, from 0, black, to 1, white; never freed
 *     while the program knows it
 * @param rows the height of an image
 * @param columns its width
 */
public record Images(Tensor pixels, int rows, int columns) {
  private static final float WHITE = 255f;

  /** The images of a set, without their labels. */
  public static Images of(ImageSet set) {
    byte[] grey = set.pixels();
    int[] next = {0};
    Tensor pixels =
        Tensor.filled(
            Shapes.of(set.count(), (long) set.rows() * set.columns()),
            DataType.FLOAT32,
            () -> (grey[next[0]++] & 0xff) / WHITE);
    return new Images(TensorScope.release(pixels), set.rows(), set.columns());
  }

  /** How many images there are. */
  public int count() {
    return Math.toIntExact(pixels.size(0));
  }

  /** How many pixels an image has. */
  public int size() {
    return rows * columns;
  }

  /** The first images, or all if there are not so many; shape {@code (n, rows * columns)}. */
  public Tensor first(int images) {
    return pixels.narrow(0, 0, Math.min(images, count()));
  }

  /** All of them in their order, so many at a time. */
  public Batches<Tensor> batches(int size) {
    return Batches.of(pixels, size);
  }
}
