package dev.jyro.examples.data;

import static java.util.Objects.checkIndex;

/**
 * Grey-scale images of one size, and a label for each.
 *
 * <p>Shapes: {@link #pixels()} is {@code (count, rows, columns)} flattened, the column running
 * fastest; {@link #labels()} is {@code (count)}. All are unsigned bytes: 0 is black and 255 white
 * (in MNIST the ink is white).
 *
 * <p>Errors: {@link #of} throws a {@link DataException} for files that do not belong together.
 *
 * <p>Thread safety: safe as long as nobody writes to the arrays.
 */
public final class ImageSet {
  private final Idx images;
  private final Idx labels;

  private ImageSet(Idx images, Idx labels) {
    this.images = images;
    this.labels = labels;
  }

  /**
   * The images of one file with the labels of another.
   *
   * @param images of shape {@code (count, rows, columns)}
   * @param labels of shape {@code (count)}
   * @throws DataException if a shape has another number of dimensions or the counts disagree
   */
  public static ImageSet of(Idx images, Idx labels) {
    requireDimensions(images, 3, "images");
    requireDimensions(labels, 1, "labels");
    int found = labels.shape().get(0);
    int needed = images.shape().get(0);
    if (found != needed) {
      throw new DataException(
          """
          %s and %s: not as many labels as images.
            found   %d labels
            needed  %d, one for each image
          Fix: give two files of the same part of the data set (both train or both test)."""
              .formatted(images.name(), labels.name(), found, needed));
    }
    return new ImageSet(images, labels);
  }

  private static void requireDimensions(Idx file, int needed, String what) {
    int found = file.shape().size();
    if (found != needed) {
      throw new DataException(
          """
          %s: holds no %s.
            found   %s as the first four bytes: %d dimensions, shape %s
            needed  %s: %d dimensions
          Fix: see whether the files of images and labels were exchanged."""
              .formatted(
                  file.name(),
                  what,
                  Idx.magic(found),
                  found,
                  file.shape(),
                  Idx.magic(needed),
                  needed));
    }
  }

  /** How many images there are; at least 1. */
  public int count() {
    return images.shape().get(0);
  }

  /** The height of an image in pixels; at least 1. */
  public int rows() {
    return images.shape().get(1);
  }

  /** The width of an image in pixels; at least 1. */
  public int columns() {
    return images.shape().get(2);
  }

  /**
   * All pixels, image by image and row by row: image {@code i} starts at {@code i * rows() *
   * columns()}. The array itself, for speed: read it only.
   */
  public byte[] pixels() {
    return images.values();
  }

  /** All labels, in the order of the images. The array itself, for speed: read it only. */
  public byte[] labels() {
    return labels.values();
  }

  /**
   * The grey value of one pixel, 0 to 255.
   *
   * @throws IndexOutOfBoundsException if there is no such pixel
   */
  public int pixel(int image, int row, int column) {
    int index = checkIndex(image, count()) * rows();
    index = (index + checkIndex(row, rows())) * columns();
    index += checkIndex(column, columns());
    return Byte.toUnsignedInt(images.values()[index]);
  }

  /**
   * The label of one image, 0 to 255.
   *
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public int label(int image) {
    return Byte.toUnsignedInt(labels.values()[image]);
  }
}
