package dev.jyro.tensor;

import dev.jyro.JyroException;

/** Tensors whose shapes do not fit the operation; the message names it and all the shapes. */
public final class ShapeException extends JyroException {
  private static final long serialVersionUID = 1L;

  /** An error with the message that its reader needs to act. */
  public ShapeException(String message) {
    super(message);
  }

  /** An error that Torch reported first. */
  public ShapeException(String message, Throwable cause) {
    super(message, cause);
  }
}
