package dev.jyro.examples.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Several pictures of one size on one sheet, in rows, shrunk.
 *
 * <p>Errors: {@link IllegalArgumentException} if there is no column or picture, or the shrinking is
 * not between 0 and 1.
 *
 * <p>Thread safety: immutable.
 *
 * @param columns pictures beside each other
 * @param shrunk the width of a picture on the sheet over its own, more than 0, at most 1
 */
public record Sheet(int columns, double shrunk) {
  /** Checks both. */
  public Sheet {
    if (columns < 1 || !(shrunk > 0 && shrunk <= 1)) {
      throw new IllegalArgumentException(
          "A sheet has at least one column and shrinks to between 0 and 1: found %d and %s."
              .formatted(columns, shrunk));
    }
  }

  /** Draws the pictures, row by row; all are given the first one's size. */
  public Picture draw(List<Picture> pictures) {
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("A sheet needs at least one picture.");
    }
    int width = (int) Math.round(pictures.get(0).image().getWidth() * shrunk);
    int height = (int) Math.round(pictures.get(0).image().getHeight() * shrunk);
    int across = Math.min(columns, pictures.size());
    int down = (pictures.size() + columns - 1) / columns;
    var sheet = new BufferedImage(across * width, down * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    for (int i = 0; i < pictures.size(); i++) {
      int left = i % columns * width;
      int top = i / columns * height;
      graphics.drawImage(pictures.get(i).image(), left, top, width, height, null);
    }
    graphics.dispose();
    return new Picture(sheet);
  }
}
