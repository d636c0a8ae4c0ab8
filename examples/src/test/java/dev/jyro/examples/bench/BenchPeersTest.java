package dev.jyro.examples.bench;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code bench-peers.sh}, without peers. */
final class BenchPeersTest {
  @TempDir Path folder;

  private record Outcome(int code, String printed) {}

  private Outcome script(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", examples().resolve("bench-peers.sh").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JYRO_CLASS_PATH", System.getProperty("java.class.path"));
    builder.environment().put("OPTIONS", "--warm-up 1 --rounds 1 --steps 1");
    builder.environment().put("OUT", folder.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), printed);
  }

  /** A {@code java} that does nothing: for what is said before any measuring. */
  private Map<String, String> withoutJava(Map<String, String> more) throws IOException {
    Path java = Files.writeString(folder.resolve("java"), "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PATH", folder + File.pathSeparator + System.getenv("PATH"));
    return environment;
  }

  private static Path examples() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = requireNonNull(folder.getParent(), "no .mvn folder around the tests");
    }
    return folder.resolve("examples");
  }

  @Test
  void withoutAPythonSaysSoAndMeasuresJyro() throws Exception {
    Outcome outcome = script(Map.of(), "", "1");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.printed())
        .contains("Only Jyro is measured: no Python was given")
        .contains("\"work\":\"eight_schools\"")
        .contains("\"work\":\"vae\"");
    assertThat(Files.readAllLines(folder.resolve("jyro.jsonl"))).hasSize(6);
    assertThat(folder.resolve("peers.jsonl")).isEmptyFile();
  }

  @Test
  void withoutTheInterpreterNamesIt() throws Exception {
    Outcome outcome = script(withoutJava(Map.of()), "no-such-python", "1");
    assertThat(outcome.printed()).contains("there is no interpreter 'no-such-python'");
  }

  @Test
  void withoutTheScriptsNamesTheirFolder() throws Exception {
    Outcome outcome = script(withoutJava(Map.of("PEERS", folder.toString())), "bash", "1");
    assertThat(outcome.printed())
        .contains("the peers' scripts are not in '" + folder + "': set PEERS");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"0", "many"})
  void refusesRoundsThatAreNone(String rounds) throws Exception {
    Outcome outcome = script(Map.of(), "", rounds);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.printed()).contains("found '" + rounds + "', needed a whole number from 1");
  }
}
