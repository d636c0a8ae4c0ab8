package dev.jyro.inference.interchange;

import dev.jyro.Headroom;
import java.io.IOException;

/**
 * What one reading may take of Java's memory: half of it, for all that is read together, since all
 * of it is alive when the reading ends. Whoever makes something asks first.
 *
 * <p>For one reading, and one thread.
 */
final class Heap {
  /** The smallest elements of JSON take up to fifty times their letters; see {@link Headroom}. */
  private static final int BYTES_OF_A_LETTER = 50;

  /** An array's objects and its places in maps: an estimate, and a generous one. */
  private static final int BYTES_OF_AN_ARRAY = 2048;

  private static final int DIMENSIONS_OF_DRAWS = 2;

  private final long all = Headroom.bytes();
  private long taken;

  /** Bytes that from here on count as taken. */
  void take(long bytes, String what) throws IOException {
    if (bytes > all - taken) {
      throw new IOException(
          "%s, with all that was read before, in %s"
              .formatted(what, Headroom.complaint(taken + bytes)));
    }
    taken += bytes;
  }

  /** Bytes that were taken and are garbage now. */
  void giveBack(long bytes) {
    taken -= bytes;
  }

  /** How many letters of JSON there is room for. */
  long lettersLeft() {
    return (all - taken) / BYTES_OF_A_LETTER;
  }

  /** The tree of so much JSON. */
  void takeTree(int letters) throws IOException {
    take((long) letters * BYTES_OF_A_LETTER, "JSON of %d bytes".formatted(letters));
  }

  /** What an array is beside its elements: each of its dimensions may repeat its name. */
  void takeArray(String name, int dimensions) throws IOException {
    long names = (long) name.length() * Character.BYTES * (DIMENSIONS_OF_DRAWS + dimensions);
    take(BYTES_OF_AN_ARRAY + names, "an array");
  }
}
