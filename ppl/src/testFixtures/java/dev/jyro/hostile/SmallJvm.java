package dev.jyro.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.Endurance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Java with a heap of 64 MiB, in which a main class runs by itself. */
public final class SmallJvm {
  /** In MiB: the heap, and as much again for Torch, the code and the collector. */
  private static final long MOST_MEMORY = 192;

  private SmallJvm() {}

  /**
   * Lays siege in a new process, whose main class is told the folder and how many files; its lines
   * {@code WHAT: RESULT} become figures, and so does the memory that it took. It must leave nothing
   * beside the folder.
   */
  public static void siege(Class<?> main, Path folder, int files)
      throws IOException, InterruptedException {
    Path inside = folder.resolve("a/b/c");
    String said = run(main, inside.toString(), Integer.toString(files));
    said.lines()
        .filter(line -> line.contains(": "))
        .map(line -> line.split(": ", 2))
        .forEach(parts -> Endurance.figure("hostile files", parts[0], parts[1]));
    assertThat(said).contains(" files: ").contains(" MiB more at most");
    assertThat(grown(said)).as(said).isLessThan(MOST_MEMORY);
    try (Stream<Path> found = Files.walk(folder)) {
      assertThat(found).allMatch(path -> path.startsWith(inside) || inside.startsWith(path));
    }
  }

  private static long grown(String said) {
    return said.lines()
        .filter(line -> line.startsWith("memory: "))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  private static String run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-ea", "-Dai.djl.offline=true"));
    command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("%s ended with %d:\n%s".formatted(main, process.exitValue(), said));
    }
    return said;
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
