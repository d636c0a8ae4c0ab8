package dev.jyro.examples.data;

import dev.jyro.JyroException;

/**
 * Data that is missing, damaged or not what it should be. The message names the file, what was
 * found in it, what was needed, and the likely fix.
 */
public final class DataException extends JyroException {
  private static final long serialVersionUID = 1L;

  /** An error with the message that its reader needs to act. */
  public DataException(String message) {
    super(message);
  }

  /** An error that another one caused. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
