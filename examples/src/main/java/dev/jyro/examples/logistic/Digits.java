package dev.jyro.examples.logistic;

import ai.djl.ndarray.types.DataType;
import dev.jyro.examples.data.DataException;
import dev.jyro.examples.data.ImageSet;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Threes and eights, as the mean ink of {@link #SIDE} by {@link #SIDE} tiles each.
 *
 * @param ink shape {@code (count, 49)}, from 0, none, to 1
 * @param eight 1 for an eight and 0 for a three, shape {@code (count)}
 * @param batch how many of them one run of the model sees
 */
record Digits(Tensor ink, Tensor eight, long batch) {
  /** Tiles in a row, and rows of them. */
  static final int SIDE = 7;

  /** Tiles of a digit. */
  static final int TILES = SIDE * SIDE;

  private static final int THREE = 3;
  private static final int EIGHT = 8;
  private static final double WHITE = 255;

  /**
   * The first threes and eights of a set, all in one batch.
   *
   * @param most how many at the most
   * @throws DataException if there is none, or the images cannot be cut into tiles
   */
  static Digits of(ImageSet set, int most) {
    int[] chosen =
        IntStream.range(0, set.count()).filter(i -> isWanted(set.label(i))).limit(most).toArray();
    needTiles(set, chosen.length);
    double[] ink =
        IntStream.of(chosen)
            .boxed()
            .flatMapToDouble(i -> IntStream.range(0, TILES).mapToDouble(t -> ink(set, i, t)))
            .toArray();
    double[] eight = IntStream.of(chosen).mapToDouble(i -> set.label(i) == EIGHT ? 1 : 0).toArray();
    return new Digits(
        Tensor.of(ink, Shapes.of(chosen.length, TILES)).to(DataType.FLOAT32),
        Tensor.of(eight).to(DataType.FLOAT32),
        chosen.length);
  }

  /** The same digits, of which one run of the model sees so many. */
  Digits inBatchesOf(long size) {
    return new Digits(ink, eight, size);
  }

  /** How many there are. */
  long count() {
    return eight.size(0);
  }

  private static boolean isWanted(int label) {
    return label == THREE || label == EIGHT;
  }

  private static double ink(ImageSet set, int image, int tile) {
    int height = set.rows() / SIDE;
    int width = set.columns() / SIDE;
    int top = tile / SIDE * height;
    int left = tile % SIDE * width;
    double sum = 0;
    for (int row = top; row < top + height; row++) {
      for (int column = left; column < left + width; column++) {
        sum += set.pixel(image, row, column);
      }
    }
    return sum / (height * width * WHITE);
  }

  private static void needTiles(ImageSet set, int count) {
    if (count == 0 || set.rows() % SIDE != 0 || set.columns() % SIDE != 0) {
      throw new DataException(
          """
          Digits: these images cannot be learnt from.
            found   %d threes and eights, of %d x %d pixels
            needed  at least one, and sides that are multiples of %d
          Fix: name the folder of MNIST itself with --data, or leave --data out."""
              .formatted(count, set.rows(), set.columns(), SIDE));
    }
  }
}
