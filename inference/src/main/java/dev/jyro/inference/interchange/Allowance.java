package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;

/**
 * How much memory the arrays of one file may take: a hundred times the file's own bytes, and 64 MiB
 * on top. A file that claims vast shapes, or inflates to vast sizes, ends here.
 *
 * <p>For one reading, and one thread.
 */
final class Allowance {
  private static final long ANYWAY = 1L << 26;
  private static final long RATIO = 100;
  private static final int MAX_DIMENSIONS = 64;

  /** What Java puts into one array. */
  private static final long MOST = Integer.MAX_VALUE - 8L;

  private long left;

  private Allowance(long left) {
    this.left = left;
  }

  static Allowance forFile(long bytes) {
    return new Allowance(ANYWAY + RATIO * Math.min(bytes, Long.MAX_VALUE / RATIO / 2));
  }

  /** The bytes of an array of these sizes, which from here on count as used. */
  int take(Shape shape, int itemBytes) throws IOException {
    long bytes = bytes(shape.getShape(), itemBytes);
    if (bytes < 0 || bytes > MOST || bytes > left) {
      throw new IOException(
          "an array of shape %s with %d bytes each; left for arrays, by the size of the file: %d bytes"
              .formatted(shape, itemBytes, Math.min(left, MOST)));
    }
    left -= bytes;
    return (int) bytes;
  }

  /** How many bytes an array takes, or -1 if no number can say. */
  private static long bytes(long[] sizes, int itemBytes) throws IOException {
    if (sizes.length > MAX_DIMENSIONS) {
      throw new IOException("more than %d dimensions".formatted(MAX_DIMENSIONS));
    }
    long bytes = itemBytes;
    boolean empty = false;
    for (long size : sizes) {
      if (size < 0 || Math.multiplyHigh(bytes, size) != 0 || bytes * size < 0) {
        return -1;
      }
      empty |= size == 0;
      bytes *= Math.max(1, size);
    }
    return empty ? 0 : bytes;
  }
}
