package dev.jyro.tensor;

import dev.jyro.JyroException;

/**
 * Torch cannot be started, or lacks a function: a library is missing from the class path, or is of
 * another version. The message tells what was found, what is needed, and what to write into the
 * POM.
 */
public final class NativeLibraryException extends JyroException {
  private static final long serialVersionUID = 1L;

  NativeLibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
