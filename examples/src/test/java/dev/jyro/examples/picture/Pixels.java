package dev.jyro.examples.picture;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.IntSummaryStatistics;
import java.util.stream.IntStream;

/** The pixels of a picture, in a part of it. */
record Pixels(BufferedImage image, Rectangle part) {

  static Pixels of(Picture picture) {
    BufferedImage image = picture.image();
    return new Pixels(image, new Rectangle(image.getWidth(), image.getHeight()));
  }

  /** Those in this share of the width, from the left: without the legend. */
  Pixels left(double share) {
    return new Pixels(image, new Rectangle((int) (share * part.width), part.height));
  }

  /** Those in this share of the width, from the right. */
  Pixels right(double share) {
    int width = (int) (share * part.width);
    return new Pixels(image, new Rectangle(part.width - width, 0, width, part.height));
  }

  /** Those in the lower third, where no legend of few lines is. */
  Pixels low() {
    int height = part.height / 3;
    return new Pixels(image, new Rectangle(0, part.height - height, part.width, height));
  }

  long count(Color colour) {
    return rows()
        .mapToLong(row -> columns().filter(column -> has(column, row, colour)).count())
        .sum();
  }

  /** From which row to which there are some. */
  IntSummaryStatistics rows(Color colour) {
    return rows()
        .filter(row -> columns().anyMatch(column -> has(column, row, colour)))
        .summaryStatistics();
  }

  /** From which column to which there are some. */
  IntSummaryStatistics columns(Color colour) {
    return columns()
        .filter(column -> rows().anyMatch(row -> has(column, row, colour)))
        .summaryStatistics();
  }

  private IntStream rows() {
    return IntStream.range(part.y, part.y + part.height);
  }

  private IntStream columns() {
    return IntStream.range(part.x, part.x + part.width);
  }

  /** But for rounding, which is one step of 255 in a colour that shines through. */
  private boolean has(int column, int row, Color colour) {
    Color found = new Color(image.getRGB(column, row));
    return Math.abs(found.getRed() - colour.getRed()) <= 1
        && Math.abs(found.getGreen() - colour.getGreen()) <= 1
        && Math.abs(found.getBlue() - colour.getBlue()) <= 1;
  }
}
