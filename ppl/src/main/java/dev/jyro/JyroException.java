package dev.jyro;

/**
 * The root of Jyro's own errors.
 *
 * <p>A message says, in this order: where, what was found, what was needed, and the likely fixes.
 * Who passes the error on may add what it knows: see {@link #add}.
 */
public class JyroException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private String notes = "";

  /** An error with the message that its reader needs to act. */
  public JyroException(String message) {
    super(message);
  }

  /** An error that another one caused. */
  public JyroException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Adds a paragraph to the message, unless one with this heading is there already. */
  public void add(String heading, String text) {
    if (!notes.contains(heading)) {
      notes += "\n" + heading + "\n" + text;
    }
  }

  @Override
  public String getMessage() {
    return super.getMessage() + notes;
  }
}
