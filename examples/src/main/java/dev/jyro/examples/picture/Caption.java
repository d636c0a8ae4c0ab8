package dev.jyro.examples.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/**
 * A line of words under a picture, in its middle.
 *
 * <p>It needs fonts, as a {@link LinePlot} does. Words that are wider than the picture are cut at
 * both ends.
 *
 * <p>Errors: {@link IllegalArgumentException} for a size below 1.
 *
 * <p>Thread safety: immutable.
 *
 * @param size of the letters, in pixels
 */
public record Caption(int size) {
  /** Checks the size. */
  public Caption {
    if (size < 1) {
      throw new IllegalArgumentException(
          "The letters of a caption are at least 1 pixel high: found %d.".formatted(size));
    }
  }

  /** The picture with the words, as wide as before and twice the letters' size higher. */
  public Picture under(Picture picture, String words) {
    int width = picture.image().getWidth();
    int height = picture.image().getHeight();
    var whole = new BufferedImage(width, height + 2 * size, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = whole.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height + 2 * size);
    graphics.drawImage(picture.image(), 0, 0, null);
    write(graphics, words, width, height + size + size / 3);
    graphics.dispose();
    return new Picture(whole);
  }

  private void write(Graphics2D graphics, String words, int width, int baseline) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.DARK_GRAY);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(words, (width - metrics.stringWidth(words)) / 2, baseline);
  }
}
