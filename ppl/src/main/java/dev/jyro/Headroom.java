package dev.jyro;

/**
 * How much of Java's memory one thing from outside may take: half of what this Java may have.
 *
 * <p>Whoever reads a file asks first, so that one that claims more, or inflates to more, ends in an
 * error that says so and not in an {@link OutOfMemoryError}, which hits every thread. What goes
 * into Torch's memory is not Java's, and does not count.
 */
public final class Headroom {
  private Headroom() {}

  /** So many bytes. */
  public static long bytes() {
    return Runtime.getRuntime().maxMemory() / 2;
  }

  /**
   * Bytes of text from which an object for each few letters may be made, as a JSON tree is: the
   * smallest elements, such as {@code 0,} and <code>{},</code>, take up to fifty times their
   * letters.
   */
  public static long bytesOfTree() {
    return bytes() / 50;
  }

  /** What an error says if something needs more. */
  public static String complaint(long needed) {
    return "%d bytes of Java's memory; needed: at most %d, half of what it may have. Fix: run Java with a larger -Xmx"
        .formatted(needed, bytes());
  }
}
