package dev.jyro.examples.output;

import dev.jyro.inference.param.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;

/**
 * A folder for results that exists and takes files: {@link #open} finds that out before any work is
 * done, by writing one.
 *
 * <p>Errors are {@link OutputException}s, for a folder that cannot be made (a file of that name, no
 * right to) or takes no file.
 *
 * <p>Thread safety: immutable.
 */
public final class OutputFolder {
  private final Path path;

  private OutputFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder, and those around it, if need be, and tries it with an empty file.
   *
   * @throws OutputException if it cannot be made or takes no file
   */
  public static OutputFolder open(Path path) {
    try {
      Disk.makeFolder(path);
      Files.delete(Files.createTempFile(path, ".writable", ".tmp"));
      return new OutputFolder(path);
    } catch (IOException | ReadOnlyFileSystemException e) {
      throw unusable(path, e);
    }
  }

  private static OutputException unusable(Path path, Exception cause) {
    return new OutputException(
        """
        %s: cannot be used for output.
          found   %s
          needed  a folder that takes files, or a place to make one
        Fix: name another folder; or remove what is in the way, or ask for the right to write there."""
            .formatted(path, found(path, cause)),
        cause);
  }

  private static String found(Path path, Exception cause) {
    for (Path part = path.toAbsolutePath(); part != null; part = part.getParent()) {
      if (Files.exists(part)) {
        return Files.isDirectory(part) ? cause.toString() : "the file " + part;
      }
    }
    return cause.toString();
  }

  /** The folder. */
  public Path path() {
    return path;
  }

  /** The path of a file in the folder, which need not exist. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Writes a file whole or not at all, and tells its path.
   *
   * @throws OutputException if it cannot be written
   */
  public Path write(String name, AtomicFile.Content content) {
    Path file = file(name);
    new AtomicFile(file).write(content);
    return file;
  }

  /**
   * Writes a text, in UTF-8, whole or not at all, and tells its path.
   *
   * @throws OutputException if it cannot be written
   */
  public Path write(String name, String text) {
    return write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
