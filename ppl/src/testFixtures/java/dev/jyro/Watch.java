package dev.jyro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The {@link Footprint}s of a process of its own, from first to last.
 *
 * <p>Its heap is as large as it may get from the start and touched at once, its collector the one
 * that needs least memory of its own, and Java's second compiler, which goes on for hours and keeps
 * counts of every branch for that, is off: what grows is not Java's. Nor is it a batch that lies
 * free on glibc's heap at one time and not at another: its threshold for mapping blocks is held
 * where it starts. Torch has one thread.
 *
 * @param prints the footprints, in order
 */
public record Watch(List<Footprint> prints) {
  private static final int PATIENCE_MINUTES = 30;
  private static final long UNSCOPED = 256L << 20;

  /**
   * Where glibc starts: from so many bytes on a block is mapped, and given back when it is freed.
   */
  private static final int MAPPED = 128 << 10;

  /** Keeps a copy. */
  public Watch {
    prints = List.copyOf(prints);
  }

  /** Runs a class with a main method, in a Java heap of so many MiB, until it ends. */
  public static Watch of(Class<?> main, int heap, Object... arguments)
      throws IOException, InterruptedException {
    return within(UNSCOPED, main, heap, arguments);
  }

  /** The same with another budget for tensors outside scopes, in bytes. */
  public static Watch within(long unscoped, Class<?> main, int heap, Object... arguments)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile("watch", ".txt");
    try {
      Process process = start(said, command(main, heap, unscoped, arguments));
      try {
        assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("it ended").isTrue();
      } finally {
        process.destroyForcibly();
      }
      List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
      return new Watch(lines.stream().filter(Footprint::isOne).map(Footprint::parse).toList());
    } finally {
      Files.delete(said);
    }
  }

  /** Without those of the rounds up to this one. */
  public Watch after(int round) {
    return new Watch(prints.stream().filter(each -> each.round() > round).toList());
  }

  /** The fewest tensors that were live after any round. */
  public long leastTensors() {
    return prints.stream().mapToLong(Footprint::least).min().orElseThrow();
  }

  /** The most. */
  public long mostTensors() {
    return prints.stream().mapToLong(Footprint::most).max().orElseThrow();
  }

  /** The largest resident memory that was seen, in bytes. */
  public long largest() {
    return prints.stream().mapToLong(Footprint::resident).max().orElseThrow();
  }

  /** How many bytes of resident memory a round adds. */
  public Trend growth() {
    return Trend.of(rounds(), megabytes().stream().map(each -> 1e6 * each).toList());
  }

  /** The rounds of the footprints. */
  public List<Double> rounds() {
    return prints.stream().map(each -> (double) each.round()).toList();
  }

  /** The resident memory at each, in millions of bytes. */
  public List<Double> megabytes() {
    return prints.stream().map(each -> each.resident() / 1e6).toList();
  }

  private static Process start(Path said, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("MALLOC_MMAP_THRESHOLD_", Integer.toString(MAPPED));
    return builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
  }

  private static List<String> command(Class<?> main, int heap, long unscoped, Object... arguments) {
    List<String> command = new ArrayList<>(ChildJvm.java());
    command.addAll(
        List.of(
            "-Xms" + heap + "m",
            "-Xmx" + heap + "m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djyro.unscoped.bytes=" + unscoped,
            "-Dai.djl.offline=true",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main.getName()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return command;
  }
}
