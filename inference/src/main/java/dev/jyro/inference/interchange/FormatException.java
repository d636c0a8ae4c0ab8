package dev.jyro.inference.interchange;

import dev.jyro.JyroException;
import java.io.IOException;
import java.nio.file.Path;

/** A file of draws that cannot be written or read; the message begins with its path. */
public final class FormatException extends JyroException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 500;

  private final String file;

  FormatException(Path file, String message) {
    super(file + ": " + message);
    this.file = file.toString();
  }

  FormatException(Path file, String message, Throwable cause) {
    super(file + ": " + message, cause);
    this.file = file.toString();
  }

  /** What cannot be written. */
  static FormatException unwritable(Path file, Exception cause) {
    String fix =
        cause instanceof IOException
            ? " Fix: see that the disk has room and that its folder may be written to; then write"
                + " again. An older one is as it was."
            : "";
    return new FormatException(
        file, "cannot be written. Found: %s.%s".formatted(words(cause), fix), cause);
  }

  /** What is not as this kind of file should be. */
  static FormatException unsound(Path file, String kind, Exception cause) {
    return new FormatException(
        file, "not a sound %s. Found: %s.".formatted(kind, words(cause)), cause);
  }

  /** What there is not. */
  static FormatException missing(Path file, Exception cause) {
    return new FormatException(file, "there is no such file.", cause);
  }

  /** The file, or the folder. */
  public Path file() {
    return Path.of(file);
  }

  /**
   * In few words, without the middle: a hostile file can put millions of letters into an error, and
   * the system says what is wrong behind a name.
   */
  private static String words(Exception cause) {
    String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    String first = text.lines().findFirst().orElse("").replaceAll("\\.$", "");
    int end = first.length() - LONGEST / 2;
    return first.length() <= LONGEST
        ? first
        : first.substring(0, LONGEST / 2) + " … " + first.substring(end);
  }
}
