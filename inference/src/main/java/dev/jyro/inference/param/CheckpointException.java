package dev.jyro.inference.param;

import dev.jyro.JyroException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A file of saved parameters that cannot be written or read; the message begins with its path. */
public final class CheckpointException extends JyroException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 600;

  private final String file;

  CheckpointException(Path file, String message) {
    super(file + ": " + shortened(message));
    this.file = file.toString();
  }

  CheckpointException(Path file, String message, Throwable cause) {
    super(file + ": " + shortened(message), cause);
    this.file = file.toString();
  }

  /** Without the middle of long lines: a hostile file can put millions of letters into an error. */
  private static String shortened(String message) {
    return message
        .lines()
        .map(CheckpointException::shortenedLine)
        .collect(Collectors.joining("\n"));
  }

  private static String shortenedLine(String line) {
    int end = line.length() - LONGEST / 2;
    return line.length() <= LONGEST
        ? line
        : line.substring(0, LONGEST / 2) + " … " + line.substring(end);
  }

  /** The file. */
  public Path file() {
    return Path.of(file);
  }
}
