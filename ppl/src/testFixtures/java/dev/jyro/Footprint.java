package dev.jyro;

import dev.jyro.tensor.TensorScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * What a process holds after some rounds of its work. The process prints it, and {@link Watch}
 * reads it on the other side.
 *
 * @param round how many rounds there were
 * @param least the smallest count of live tensors after any round since the last footprint
 * @param most the largest
 * @param resident the process's resident memory in bytes, as Linux tells it
 */
public record Footprint(int round, long least, long most, long resident) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String MARK = "footprint";

  /**
   * Does the rounds, counts tensors after each, and prints so many footprints at equal distances.
   */
  public static void print(int rounds, int prints, IntConsumer work, LongSupplier tensors) {
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int round = 1; round <= rounds; round++) {
      work.accept(round);
      needNoScope(round);
      long count = tensors.getAsLong();
      least = Math.min(least, count);
      most = Math.max(most, count);
      if (round % (rounds / prints) == 0) {
        System.out.println(new Footprint(round, least, most, residentBytes()).line());
        least = Long.MAX_VALUE;
        most = 0;
      }
    }
  }

  /** What a scope holds that was left open is not among the tensors that are counted. */
  private static void needNoScope(int round) {
    if (TensorScope.depth() > 0) {
      throw new AssertionError("round " + round + " left a scope open");
    }
  }

  /** The resident memory of this process. */
  public static long residentBytes() {
    try {
      String found =
          Files.readAllLines(STATUS, StandardCharsets.US_ASCII).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .findFirst()
              .orElseThrow();
      return 1024 * Long.parseLong(found.replaceAll("\\D", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() {
    return String.format(Locale.ROOT, "%s %d %d %d %d", MARK, round, least, most, resident);
  }

  static boolean isOne(String line) {
    return line.startsWith(MARK + " ");
  }

  static Footprint parse(String line) {
    String[] word = line.split(" ", -1);
    return new Footprint(
        Integer.parseInt(word[1]),
        Long.parseLong(word[2]),
        Long.parseLong(word[3]),
        Long.parseLong(word[4]));
  }
}
