package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;

/**
 * How much memory the arrays of one file may take: what the file's bytes can hold at most. A file
 * that claims vast shapes ends here, before anything is allocated. What of it is Java's has a limit
 * of its own, its {@link Heap}.
 *
 * <p>Deflate makes of one byte 1032 at most, and of equal numbers not much less, so an array that
 * was written is always within it.
 *
 * <p>For one reading, and one thread.
 */
final class Allowance {
  /** A pair of a length of 258 bytes and a distance, in two bits. */
  private static final long MOST_OF_DEFLATE = 1032;

  private static final int MAX_DIMENSIONS = 64;

  /** What Java puts into one array. */
  private static final long MOST = Integer.MAX_VALUE - 8L;

  private final Heap heap = new Heap();
  private long left;

  private Allowance(long left) {
    this.left = left;
  }

  /** For all arrays of a file, or for one, of so many bytes, which may be compressed. */
  static Allowance forFile(long bytes) {
    return new Allowance(MOST_OF_DEFLATE * Math.min(bytes, Long.MAX_VALUE / MOST_OF_DEFLATE));
  }

  /** What may be taken of Java's memory, which is another matter. */
  Heap heap() {
    return heap;
  }

  /** More dimensions than Torch has are not even asked for their sizes. */
  static void needDimensions(int count) throws IOException {
    if (count > MAX_DIMENSIONS) {
      throw new IOException("%d dimensions; needed: at most %d".formatted(count, MAX_DIMENSIONS));
    }
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
  private static long bytes(long[] sizes, int itemBytes) {
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
