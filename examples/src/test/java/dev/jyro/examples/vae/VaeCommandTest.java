package dev.jyro.examples.vae;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jyro.examples.Console;
import dev.jyro.inference.param.ParamStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VaeCommandTest {
  private static final int STEPS = 200;

  @TempDir Path folder;

  private Console trained(String name) {
    return Console.run(
        "vae",
        "--steps",
        Integer.toString(STEPS),
        "--threads",
        "1",
        "--map",
        "500",
        "--json",
        "--out",
        folder.resolve(name).toString());
  }

  @Nested
  final class AShortTraining {
    @Test
    void learnsAndLeavesPicturesAndParameters() {
      Console console = trained("a");
      JsonObject epoch = console.objects().get(0);

      // An untrained decoder gives every pixel probability a half: -543 nats.
      assertThat(epoch.get("test_elbo").getAsDouble()).isBetween(-190.0, -130.0);
      assertThat(epoch.keySet())
          .containsExactly(
              "system",
              "torch",
              "work",
              "threads",
              "epoch",
              "step_ms_median",
              "epoch_s",
              "train_elbo",
              "test_elbo");
      assertThat(console.result().get("steps").getAsInt()).isEqualTo(STEPS);
      assertThat(folder.resolve("a"))
          .isDirectoryContaining("glob:**/reconstructions.png")
          .isDirectoryContaining("glob:**/samples.png")
          .isDirectoryContaining("glob:**/elbo.png")
          .isDirectoryContaining("glob:**/map.png")
          .isDirectoryContaining("glob:**/report.html");
      ParamStore params = ParamStore.create();
      params.load(folder.resolve("a").resolve("checkpoint"));
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
    void putsLikeDigitsBesideEachOther() {
      // Were the places without meaning, a neighbour would be of the same digit one time in ten,
      // give
      // or take √(0.1 · 0.9 / 500); this is 4 of these more.
      double agreement = trained("a").result().get("map_agreement").getAsDouble();
      assertThat(agreement).isGreaterThan(0.1 + 4 * Math.sqrt(0.09 / 500));
    }

    @Test
    void saysTheSameNumbersAgain() {
      assertThat(trained("b").result()).isEqualTo(trained("a").result());
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
      Console console = Console.run("vae", option, value);
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err()).contains(option).contains(value).contains("needed");
    }

    @Test
    void aMissingFileIsNamed() {
      Path out = folder.resolve("out");
      Console console = Console.run("vae", "--data", folder.toString(), "--out", out.toString());
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("train-images-idx3-ubyte");
      assertThat(out).doesNotExist();
    }

    @Test
    void anOutputFolderThatIsAFileIsRefusedBeforeTheWork() throws IOException {
      Path file = Files.writeString(folder.resolve("out"), "mine");
      Console console = Console.run("vae", "--out", file.toString());
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains(file.toString());
      assertThat(file).hasContent("mine");
    }
  }
}
