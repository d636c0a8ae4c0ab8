package dev.jyro;

/**
 * The root of Jyro's own errors.
 *
 * <p>A message says, in this order: where, what was found, what was needed, and the likely fixes.
 */
public class JyroException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with the message that its reader needs to act. */
  public JyroException(String message) {
    super(message);
  }

  /** An error that another one caused. */
  public JyroException(String message, Throwable cause) {
    super(message, cause);
  }
}
