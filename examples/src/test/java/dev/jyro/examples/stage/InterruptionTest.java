package dev.jyro.examples.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.ChildJvm;
import dev.jyro.inference.param.ParamStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own, ended as Ctrl-C ends it. */
final class InterruptionTest {
  @TempDir Path place;

  @Test
  void savesTheTrainingOfAProcessThatIsToldToEnd() throws IOException, InterruptedException {
    Path out = place.resolve("out");
    Process training = start(out);
    try (BufferedReader lines = training.inputReader(UTF_8)) {
      String first = lines.readLine(); // the first epoch is over, the second under way
      training.toHandle().destroy(); // Process.destroy would close what we read
      String said = lines.lines().collect(Collectors.joining("\n"));

      assertThat(first).startsWith("epoch  1");
      assertThat(said)
          .contains("Stopped after step ", "the checkpoint is in " + out.resolve("checkpoint"))
          .endsWith("--resume " + out);
      assertThat(training.waitFor()).isEqualTo(128 + 15); // by the signal, not by an error
    }
    ParamStore params = ParamStore.create();
    params.load(out.resolve("checkpoint"));
    assertThat(params.names()).contains("encoder.0.weight");
  }

  private static Process start(Path out) throws IOException {
    List<String> command = new ArrayList<>(ChildJvm.java());
    command.addAll(
        List.of(
            "-Dai.djl.offline=true",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.jyro.examples.Main",
            "vae",
            "--epochs=100000",
            "--batch-size=10000",
            "--hidden=2",
            "--threads=1",
            "--out=" + out));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
