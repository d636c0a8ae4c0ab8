package dev.jyro.examples.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jyro.JyroException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java process beside this one, with its Java and its class path. */
final class Child {
  private static final List<String> OPENMP =
      List.of("GOMP_SPINCOUNT", "OMP_WAIT_POLICY", "OMP_NUM_THREADS");

  private Child() {}

  /** Runs the examples' command line to its end, and gives the last line that it prints. */
  static JsonObject run(Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("dev.jyro.examples.Main"));
    command.addAll(arguments);
    Process process = start(environment, command);
    try {
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0 || printed.isEmpty()) {
        throw new JyroException(
            "bench: a process of its own for '%s' ended with code %d and printed '%s'."
                .formatted(String.join(" ", arguments), process.exitValue(), printed));
      }
      return JsonParser.parseString(printed.substring(printed.lastIndexOf('\n') + 1))
          .getAsJsonObject();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Starts a process that keeps one core busy until it is destroyed. */
  static Process busy() throws IOException {
    return start(Map.of(), List.of(Busy.class.getName()));
  }

  /** OpenMP's variables are those given, and nothing of them is inherited. */
  private static Process start(Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-cp",
                classPath()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(OPENMP);
    builder.environment().putAll(environment);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Inside Maven the property is Maven's own, and the class loader knows better. */
  private static String classPath() {
    return Child.class.getClassLoader() instanceof URLClassLoader loader
        ? Stream.of(loader.getURLs())
            .map(Child::file)
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  private static String file(URL url) {
    try {
      URI uri = url.toURI();
      return Path.of(uri).toString();
    } catch (URISyntaxException e) {
      throw new JyroException("bench: the class path has '%s' on it.".formatted(url), e);
    }
  }
}
