package dev.jyro.examples.picture;

import dev.jyro.examples.output.AtomicFile;
import dev.jyro.examples.output.OutputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A finished picture, which can be written as PNG.
 *
 * @param image the pixels
 */
public record Picture(BufferedImage image) {

  /**
   * Reads a PNG file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static Picture read(Path file) {
    try {
      return new Picture(ImageIO.read(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a PNG file, whole or not at all, replacing an older one.
   *
   * @throws OutputException if it cannot be written
   */
  public void writeTo(Path file) {
    new AtomicFile(file).write(this::writeTo);
  }

  /** Writes the bytes of a PNG file to a stream and leaves that open. */
  public void writeTo(OutputStream out) throws IOException {
    // In memory: ImageIO would make a file of its own for what passes through.
    try (ImageOutputStream png = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", png);
    }
  }
}
