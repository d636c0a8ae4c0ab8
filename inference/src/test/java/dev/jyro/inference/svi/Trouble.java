package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import java.io.IOException;

/** What users' code may throw, unchecked and not. */
enum Trouble {
  RUNTIME,
  WITHOUT_MESSAGE,
  OURS,
  ERROR,
  MEMORY,
  CHECKED,
  INTERRUPTED,
  STACK;

  Throwable make() {
    return switch (this) {
      case RUNTIME -> new IllegalArgumentException("the user's");
      case WITHOUT_MESSAGE -> new IllegalStateException();
      case OURS -> new JyroException("the user's, in our name. Fix: none");
      case ERROR -> new AssertionError("the user's error");
      case MEMORY -> new OutOfMemoryError("as the user's code would meet it");
      case CHECKED -> new IOException("smuggled past the compiler");
      case INTERRUPTED -> new InterruptedException();
      case STACK -> overflow();
    };
  }

  private static Throwable overflow() {
    try {
      return new IllegalStateException("depth " + deeper(0));
    } catch (StackOverflowError e) {
      return e;
    }
  }

  private static int deeper(int depth) {
    return depth < 0 ? depth : deeper(depth + 1) + 1;
  }
}
