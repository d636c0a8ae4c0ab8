package dev.jyro.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java with a heap of 64 MiB, in which a main class runs by itself. */
public final class SmallJvm {
  /** In MiB: the heap, and as much again for Torch, the code and the collector. */
  private static final long MOST_MEMORY = 192;

  /** So deep that hostile names may go up five times, and lead outside but not further. */
  private static final String INSIDE = "a/b/c/d/e/f";

  /** Other lines may be the JDK's warnings. */
  private static final Pattern FIGURE = Pattern.compile("(?m)^figure: (.+?): (.+)$");

  private SmallJvm() {}

  /** Tells a figure, in the new process. */
  public static void tell(String what, Object result) {
    System.out.printf("figure: %s: %s%n", what, result);
  }

  /**
   * Lays siege in a new process, whose main class is told the folder and how many files; what it
   * {@linkplain #tell tells} becomes figures, and so does the memory that it took. It must leave
   * nothing beside the folder.
   */
  public static void siege(Class<?> main, Path folder, int files)
      throws IOException, InterruptedException {
    Path inside = folder.resolve(INSIDE);
    Outside outside = Outside.of(folder, inside);
    Duration limit = Duration.ofMinutes(Endurance.of(10, 120));
    String said = run(main, outside, limit, inside.toString(), Integer.toString(files));
    List<MatchResult> figures = FIGURE.matcher(said).results().toList();
    figures.forEach(each -> Endurance.figure("hostile files", each.group(1), each.group(2)));
    assertThat(said).contains(" files: ").contains("figure: memory: ");
    assertThat(grown(figures)).as(said).isLessThan(MOST_MEMORY);
    outside.needUntouched();
  }

  private static long grown(List<MatchResult> figures) {
    return figures.stream()
        .filter(each -> each.group(1).equals("memory"))
        .mapToLong(each -> Long.parseLong(each.group(2).replaceAll("[^0-9]", "")))
        .sum();
  }

  /** Runs a main class to its end, or for as long as this, and gives what it said. */
  static String run(Class<?> main, Outside outside, Duration limit, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java(outside));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(outside.said().toFile())
            .start();
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      return said(main, outside, ended ? "code " + process.exitValue() : "no end in " + limit);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static String said(Class<?> main, Outside outside, String end) throws IOException {
    String said = new String(Files.readAllBytes(outside.said()), StandardCharsets.UTF_8);
    if (!end.equals("code 0")) {
      throw new AssertionError("%s: %s. It said:%n%s".formatted(main.getName(), end, said));
    }
    return said;
  }

  private static List<String> java(Outside outside) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-ea",
        "--enable-native-access=ALL-UNNAMED",
        "-Dai.djl.offline=true",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        "-D%s=%s".formatted(Outside.PROPERTY, outside.folder()),
        "-cp",
        System.getProperty("java.class.path"));
  }

  /** The most memory that this process has had, in MiB; 0 where the system does not say. */
  public static long peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    }
  }
}
