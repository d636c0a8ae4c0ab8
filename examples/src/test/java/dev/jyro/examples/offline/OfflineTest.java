package dev.jyro.examples.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That Jyro needs no network and talks to nobody; each case is a process of its own. */
final class OfflineTest {
  private static final List<String> NAMESPACE = List.of("unshare", "--map-root-user", "--net");
  private static final String TRAINING =
      "vae --epochs=1 --steps=5 --hidden=20 --map=0 --threads=1 --out=";
  private static final String PREDICTIONS = "coin --steps=5 --threads=1 --out=";
  private static final String ONLINE = "-Dai.djl.offline=false";

  private static final String KNOCKING = Knocking.class.getName();
  private static final List<String> KINDS =
      List.of(
          "Socket",
          "ServerSocket",
          "DatagramSocket",
          "SocketChannel",
          "ServerSocketChannel",
          "DatagramChannel");

  @TempDir Path place;

  /** In a namespace without interfaces where Linux lets us make one. */
  @Test
  void trainsAndPredictsWithoutANetwork() throws IOException, InterruptedException {
    List<String> wall = namespacesAreToBeHad() ? NAMESPACE : List.of();
    assertThat(alone(wall, List.of(), TRAINING, PREDICTIONS))
        .contains("sockets []", "exit 0")
        .anyMatch(line -> wall.isEmpty() || line.equals("interfaces 0"));
  }

  @Test
  void reportsNothingEvenIfDjlMayDownload() throws IOException, InterruptedException {
    assertThat(alone(List.of(), List.of(ONLINE))).contains("sockets []", "exit 0");
  }

  @Test
  void wouldBeSeenToReport() throws IOException, InterruptedException {
    assertThat(alone(List.of(), List.of(ONLINE, "-DOPT_OUT_TRACKING=false")))
        .contains("sockets [Socket for ai.djl.util.Ec2Utils]");
  }

  @Test
  void wouldBeSeenToOpenASocketOfAnyKind() throws IOException, InterruptedException {
    List<String> seen = KINDS.stream().map(kind -> kind + " for " + KNOCKING).toList();
    assertThat(printed(List.of(), List.of(KNOCKING))).contains("sockets " + seen);
  }

  private static boolean namespacesAreToBeHad() throws IOException, InterruptedException {
    try {
      List<String> command = new ArrayList<>(NAMESPACE);
      command.add("true");
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }

  private List<String> alone(List<String> wall, List<String> options, String... lines)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(options);
    arguments.add(Alone.class.getName());
    Stream.of(lines).map(line -> line + place.resolve("out")).forEach(arguments::add);
    return printed(wall, arguments);
  }

  /** What a JVM of its own printed, and its exit code; Jyro as it is if nobody tells DJL things. */
  private static List<String> printed(List<String> wall, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(wall);
    command.addAll(ChildJvm.java());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("OPT_OUT_TRACKING", "DJL_OFFLINE"));
    Process process = builder.start();
    try (var lines = process.inputReader(UTF_8)) {
      List<String> said = new ArrayList<>(lines.lines().toList());
      said.add("exit " + process.waitFor());
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
