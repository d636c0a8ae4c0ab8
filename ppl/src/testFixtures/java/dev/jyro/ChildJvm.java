package dev.jyro;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A JVM of a test's own, to be killed, or started with something missing.
 *
 * @param main what it runs
 * @param classPath where its classes are
 * @param environment what is set in its environment besides
 * @param front the command, and its arguments, that starts it
 */
public record ChildJvm(
    Class<?> main, String classPath, Map<String, String> environment, List<String> front) {
  /**
   * How a JVM is started, before its options: the Java of the test, which may load native code and
   * need not warn of it.
   */
  public static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED");
  }

  /** On the class path of the test. */
  public static ChildJvm running(Class<?> main) {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ChildJvm(main, path, Map.of(), List.of());
  }

  /** The same without the parts of the class path whose file names are such. */
  public ChildJvm without(Predicate<String> file) {
    String path =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(part -> !file.test(Path.of(part).getFileName().toString()))
            .collect(Collectors.joining(File.pathSeparator));
    return new ChildJvm(main, path, environment, front);
  }

  /** The same with this at the head of its class path. */
  public ChildJvm with(Path part) {
    return new ChildJvm(main, part + File.pathSeparator + classPath, environment, front);
  }

  /** The same with a variable set. */
  public ChildJvm with(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new ChildJvm(main, classPath, more, front);
  }

  /** The same, started by a command that takes another command. */
  public ChildJvm behind(List<String> command) {
    return new ChildJvm(main, classPath, environment, List.copyOf(command));
  }

  /** Starts it, what it says going to a file. */
  public Process start(Path said, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(front);
    command.addAll(java());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
            "-cp",
            classPath,
            main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs it to its end, and gives what it said. */
  public String run(Path said, String... arguments) throws IOException, InterruptedException {
    Process process = start(said, arguments);
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("still running: " + Files.readString(said));
      }
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(said);
  }
}
