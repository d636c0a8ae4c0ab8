package dev.jyro.inference.param;

import dev.jyro.JyroException;
import java.nio.file.Path;

/** A file of saved parameters that cannot be written or read; the message begins with its path. */
public final class CheckpointException extends JyroException {
  private static final long serialVersionUID = 1L;

  private final String file;

  CheckpointException(Path file, String message) {
    super(file + ": " + message);
    this.file = file.toString();
  }

  CheckpointException(Path file, String message, Throwable cause) {
    super(file + ": " + message, cause);
    this.file = file.toString();
  }

  /** The file. */
  public Path file() {
    return Path.of(file);
  }
}
