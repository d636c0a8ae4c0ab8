package dev.jyro.examples.picture;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * Draws grey-scale images in rows and columns, on a ground of {@link #GROUND} grey.
 *
 * <p>Shapes: the images come as one array of shape {@code (count, height, width)}, flattened with
 * the width running fastest, and fill the grid row by row; there are as many rows as needed, and
 * the last may stay unfilled. With padding {@code p} and scale {@code s}, the picture of {@code r}
 * rows and {@code c} columns is {@code (r * height * s + (r + 1) * p)} pixels high and {@code (c *
 * width * s + (c + 1) * p)} wide.
 *
 * <p>Units: values are grey, 0 black and 1 white; those outside are taken for the nearer end. Each
 * pixel becomes a square of {@code scale} by {@code scale} pixels. Padding is not scaled.
 *
 * <p>Errors: {@link IllegalArgumentException} for sizes below 1 (padding below 0), an array that
 * holds no whole number of images, or a value that is not a number.
 *
 * <p>Thread safety: immutable.
 *
 * @param height rows of an image
 * @param width columns of an image
 * @param columns images in a row
 * @param padding pixels between images and around all of them
 * @param scale pixels of the picture, in each direction, for one of an image
 */
public record ImageGrid(int height, int width, int columns, int padding, int scale) {
  /** The grey of the ground, 0 to 255: unlike a black image and unlike a white one. */
  public static final int GROUND = 96;

  private static final int WHITE = 255;

  /** Checks the sizes. */
  public ImageGrid {
    require("height", height, 1);
    require("width", width, 1);
    require("columns", columns, 1);
    require("padding", padding, 0);
    require("scale", scale, 1);
  }

  /** A grid of ten columns, with a padding of 4 and images twice their size. */
  public static ImageGrid of(int height, int width) {
    return new ImageGrid(height, width, 10, 4, 2);
  }

  /** The same with so many images in a row. */
  public ImageGrid columns(int images) {
    return new ImageGrid(height, width, images, padding, scale);
  }

  /** The same with so many pixels between images and around all of them. */
  public ImageGrid padding(int pixels) {
    return new ImageGrid(height, width, columns, pixels, scale);
  }

  /** The same with images enlarged so many times. */
  public ImageGrid scale(int times) {
    return new ImageGrid(height, width, columns, padding, times);
  }

  /**
   * Draws images.
   *
   * @param images of shape {@code (count, height, width)}, flattened
   */
  public Picture draw(float[] images) {
    int count = count(images);
    BufferedImage picture = ground(count, tileHeight());
    for (int i = 0; i < count; i++) {
      drawImage(images, i, top(i, tileHeight()), picture.getRaster());
    }
    return new Picture(picture);
  }

  /**
   * Draws pairs: a row of the first images, under it the row of their partners, and so on. Made for
   * reconstructions, the truth above and what became of it below. Partners have a quarter of the
   * padding between them, so that one sees what belongs together; a pair is then {@code 2 * height
   * * s + p / 4} pixels high.
   *
   * @param upper of shape {@code (count, height, width)}, flattened
   * @param lower of the same shape
   */
  public Picture drawPairs(float[] upper, float[] lower) {
    int count = count(upper);
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(
          "Pairs need as many lower images as upper ones: found %d and %d values."
              .formatted(lower.length, upper.length));
    }
    int toPartner = tileHeight() + padding / 4;
    int pairHeight = toPartner + tileHeight();
    BufferedImage picture = ground(count, pairHeight);
    for (int i = 0; i < count; i++) {
      drawImage(upper, i, top(i, pairHeight), picture.getRaster());
      drawImage(lower, i, top(i, pairHeight) + toPartner, picture.getRaster());
    }
    return new Picture(picture);
  }

  private int tileHeight() {
    return height * scale;
  }

  private int top(int index, int cellHeight) {
    return padding + index / columns * (cellHeight + padding);
  }

  private int left(int index) {
    return padding + index % columns * (width * scale + padding);
  }

  private int count(float[] images) {
    int size = height * width;
    if (images.length == 0 || images.length % size != 0) {
      throw new IllegalArgumentException(
          "The grid draws whole images of %d x %d: found %d values, needed a multiple of %d."
              .formatted(height, width, images.length, size));
    }
    return images.length / size;
  }

  private BufferedImage ground(int count, int cellHeight) {
    int high = top(count - 1, cellHeight) + cellHeight + padding;
    int wide = left(Math.min(columns, count) - 1) + width * scale + padding;
    var picture = new BufferedImage(wide, high, BufferedImage.TYPE_BYTE_GRAY);
    int[] grey = new int[wide];
    Arrays.fill(grey, GROUND);
    for (int y = 0; y < high; y++) {
      picture.getRaster().setPixels(0, y, wide, 1, grey);
    }
    return picture;
  }

  private void drawImage(float[] images, int index, int top, WritableRaster raster) {
    for (int y = 0; y < height * scale; y++) {
      for (int x = 0; x < width * scale; x++) {
        int source = (index * height + y / scale) * width + x / scale;
        // Straight into the raster: setRGB would bend the greys through another colour space.
        raster.setSample(left(index) + x, top + y, 0, grey(images[source], source));
      }
    }
  }

  private static int grey(float value, int index) {
    if (Float.isNaN(value)) {
      throw new IllegalArgumentException(
          "Value %d of the images is not a number.".formatted(index));
    }
    return Math.round(Math.max(0, Math.min(1, value)) * WHITE);
  }

  private static void require(String name, int found, int least) {
    if (found < least) {
      throw new IllegalArgumentException(
          "The %s of an image grid is at least %d: found %d.".formatted(name, least, found));
    }
  }
}
