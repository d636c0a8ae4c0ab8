package dev.jyro.examples.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is written whole or not at all: the content goes to a temporary file beside it, which
 * then takes its name. Until then an older file of that name stays as it was, and it stays so for
 * good when writing fails.
 *
 * <p>It does not wait until the disk has the bytes: it guards against a run that is ended, not
 * against a machine that loses its power.
 *
 * <p>Thread safety: safe; of two writers of one file, the last to finish wins.
 *
 * @param path the file; its folder must exist
 */
public record AtomicFile(Path path) {

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the stream is buffered, and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the file, replacing an older one.
   *
   * @throws OutputException if it cannot be written; nothing is left behind then
   */
  public void write(Content content) {
    // Not Files.createTempFile: that takes the rights of others away, and the file would keep it
    // so.
    Path temporary =
        path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW))) {
        content.writeTo(out);
      }
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      delete(temporary);
    }
  }

  private OutputException unwritable(IOException cause) {
    return new OutputException(
        """
        %s: cannot be written.
          found   %s
          needed  a place for a file, in a folder that exists
        Fix: see that the disk has room and that no folder has this name."""
            .formatted(path, cause),
        cause);
  }

  private static void delete(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException ignored) {
      // Once the file is in place there is nothing to delete; before that, another error is under
      // way.
    }
  }
}
