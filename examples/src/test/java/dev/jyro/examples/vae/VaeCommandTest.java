package dev.jyro.examples.vae;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jyro.JyroException;
import dev.jyro.inference.param.ParamStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class VaeCommandTest {
  private static final int STEPS = 200;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private @Nullable Exception failure;

  private int run(String... arguments) {
    return new CommandLine(new VaeCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              failure = e;
              return 1;
            })
        .execute(arguments);
  }

  private List<JsonObject> trained(String name) {
    String steps = Integer.toString(STEPS);
    assertThat(
            run("--steps", steps, "--threads", "1", "--json", "--out", folder.resolve(name) + ""))
        .isZero();
    return out.toString()
        .lines()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  @Nested
  final class AShortTraining {
    @Test
    void learnsAndLeavesPicturesAndParameters() {
      JsonObject epoch = trained("a").get(0);

      // An untrained decoder gives every pixel probability a half: -543 nats.
      assertThat(epoch.get("test_elbo").getAsDouble()).isBetween(-190.0, -130.0);
      assertThat(epoch.keySet())
          .containsExactly(
              "system",
              "torch",
              "work",
              "epoch",
              "step_ms_median",
              "epoch_s",
              "train_elbo",
              "test_elbo",
              "threads");
      assertThat(folder.resolve("a"))
          .isDirectoryContaining("glob:**/reconstructions.png")
          .isDirectoryContaining("glob:**/samples.png")
          .isDirectoryContaining("glob:**/elbo.png");
      ParamStore params = ParamStore.create();
      params.load(folder.resolve("a").resolve("parameters"));
      assertThat(params.names())
          .containsExactlyInAnyOrder(
              "encoder.0.weight",
              "encoder.0.bias",
              "encoder.1.weight",
              "encoder.1.bias",
              "decoder.0.weight",
              "decoder.0.bias",
              "decoder.1.weight",
              "decoder.1.bias");
    }

    @Test
    void saysTheSameNumbersAgain() {
      JsonObject first = trained("a").get(0);
      out.getBuffer().setLength(0);
      JsonObject second = trained("b").get(0);
      assertThat(second.get("train_elbo")).isEqualTo(first.get("train_elbo"));
      assertThat(second.get("test_elbo")).isEqualTo(first.get("test_elbo"));
    }
  }

  @Nested
  final class BadInput {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
      "--epochs, 0",
      "--batch-size, -3",
      "--learning-rate, 0",
      "--learning-rate, NaN",
      "--latent, many",
      "--hidden, 0",
      "--steps, -1",
      "--threads, 0"
    })
    void ofAnOptionIsRefusedWithItsName(String option, String value) {
      assertThat(run(option, value)).isEqualTo(2);
      assertThat(err.toString()).contains(option).contains(value).contains("needed");
    }

    @Test
    void aMissingFileIsNamed() {
      assertThat(run("--data", folder.toString(), "--out", folder.resolve("out") + ""))
          .isEqualTo(1);
      assertThat(failure)
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("train-images-idx3-ubyte");
    }

    @Test
    void anOutputFolderThatIsAFileIsRefusedBeforeTheWork() throws IOException {
      Path file = Files.writeString(folder.resolve("out"), "mine");
      assertThat(run("--out", file.toString())).isEqualTo(1);
      assertThat(failure).isInstanceOf(JyroException.class).hasMessageContaining("out");
      assertThat(file).hasContent("mine");
    }
  }
}
