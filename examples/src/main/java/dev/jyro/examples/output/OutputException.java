package dev.jyro.examples.output;

import dev.jyro.JyroException;

/**
 * A folder or file that cannot be written. The message names it, what was found there, what was
 * needed, and the likely fix.
 */
public final class OutputException extends JyroException {
  private static final long serialVersionUID = 1L;

  /** An error that another one caused. */
  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }
}
