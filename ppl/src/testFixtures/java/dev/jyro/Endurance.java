package dev.jyro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Tests that have a short form, in every build, and a long one, with {@code -Psoak}, which runs
 * nothing else. Such a test carries {@code @Tag(Endurance.TAG)} and asks here how long it is to be.
 *
 * <p>What a test measures it tells with {@link #figure}; the figures are in {@code target/soak.txt}
 * of the module, for {@code docs/reliability.md}.
 */
public final class Endurance {
  /** The tag of these tests. */
  public static final String TAG = "soak";

  private static final Path FIGURES = Path.of("target", "soak.txt");

  private Endurance() {}

  /** Whether the long forms run. */
  public static boolean isLong() {
    return Boolean.getBoolean("jyro.soak");
  }

  /** The number for this run: of rounds, seeds, steps. */
  public static int of(int brief, int whole) {
    return isLong() ? whole : brief;
  }

  /** Tells a figure that a test has measured. */
  public static synchronized void figure(String promise, String what, Object value) {
    String line =
        "%s | %s | %s | %s%n".formatted(isLong() ? "long" : "brief", promise, what, value);
    try {
      Files.createDirectories(FIGURES.getParent());
      Files.writeString(
          FIGURES,
          line,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
