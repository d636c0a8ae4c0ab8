package dev.jyro.inference.param;

import java.util.List;

/**
 * Where one tensor stands in a file, by its header; the numbers agree with each other.
 *
 * @param type the type of its numbers
 * @param shape its sizes
 * @param begin its first byte, counted from the end of the header
 * @param end the byte after its last
 */
record Slot(Dtype type, List<Long> shape, long begin, long end) {
  /** Torch's own limit. */
  static final int MAX_DIMENSIONS = 64;

  /** What Java puts into one array; far less than a Shape can name. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  Slot {
    shape = List.copyOf(shape);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("offsets [%d, %d]".formatted(begin, end));
    }
    if (bytes(type, shape) != end - begin) {
      throw new IllegalArgumentException(
          "%s of shape %s in %d bytes".formatted(type, shape, end - begin));
    }
    if (end - begin > MAX_BYTES) {
      throw new IllegalArgumentException(
          "%d bytes, and at most %d fit into one tensor here".formatted(end - begin, MAX_BYTES));
    }
  }

  /** The sizes as an array. */
  long[] sizes() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /** How many bytes a tensor takes, or -1 if no number can say. */
  private static long bytes(Dtype type, List<Long> shape) {
    long bytes = type.bytes();
    boolean empty = false;
    for (long size : shape) {
      if (size < 0 || Math.multiplyHigh(bytes, size) != 0 || bytes * size < 0) {
        return -1;
      }
      empty |= size == 0;
      bytes *= Math.max(1, size);
    }
    return empty ? 0 : bytes;
  }
}
