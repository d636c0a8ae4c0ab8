package dev.jyro.examples.stage;

import dev.jyro.JyroException;

/** The user asked for the end, by Ctrl-C; the message says what was saved and how to go on. */
public final class StoppedException extends JyroException {
  private static final long serialVersionUID = 1;

  StoppedException(String message) {
    super(message);
  }
}
