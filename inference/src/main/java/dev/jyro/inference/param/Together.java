package dev.jyro.inference.param;

import java.io.IOException;
import java.util.List;

/**
 * Files that are saved together.
 *
 * @param files in the order in which they are taken away
 */
record Together(List<WholeFile> files) {
  /** A part of a save. */
  @FunctionalInterface
  interface Part {
    void perform() throws IOException;
  }

  /** Performs the part; if it fails, all that waits is taken away. */
  void orForget(Part part) throws IOException {
    boolean done = false;
    try {
      part.perform();
      done = true;
    } finally {
      if (!done) {
        files.forEach(WholeFile::forget);
      }
    }
  }
}
