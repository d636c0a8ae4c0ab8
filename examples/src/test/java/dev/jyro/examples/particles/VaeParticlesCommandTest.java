package dev.jyro.examples.particles;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jyro.examples.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command, with small networks and few steps. */
final class VaeParticlesCommandTest {
  @TempDir Path folder;

  private Console run(String name, int steps, String... more) {
    List<String> words = new ArrayList<>();
    words.add("vae-particles");
    words.addAll(List.of("--hidden", "30", "--latent", "5", "--threads", "1"));
    words.addAll(List.of("--test-images", "10", "--test-particles", "100", "--save-every", "1"));
    words.addAll(List.of("--out", folder.resolve(name).toString()));
    words.addAll(List.of("--steps", Integer.toString(steps)));
    words.addAll(List.of(more));
    return Console.run(words.toArray(String[]::new));
  }

  @Nested
  final class AShortTraining {
    @Test
    void tellsItsBoundAndTheLogLikelihood() {
      JsonObject result = run("a", 100, "--json").result();
      double bound = result.get("lower_bound").getAsJsonArray().get(0).getAsDouble();
      double elbo = result.get("test_elbo").getAsDouble();
      // An untrained decoder gives every pixel probability a half: 784 log 2 = 543 nats.
      assertThat(bound).isBetween(-543.0, -150.0);
      // By then what the test images get is better than the mean of the whole way there.
      assertThat(elbo).isBetween(bound, 0.0);
      assertThat(result.get("test_log_likelihood").getAsDouble()).isBetween(elbo, 0.0);
      assertThat(result.get("test_images").getAsInt()).isEqualTo(10);
      assertThat(result.get("effective_size").getAsDouble()).isBetween(1.0, 100.0);
    }

    @Test
    void saysTheBoundAsItsSourceDoesAndLeavesPictures() {
      Console console = run("b", 3, "--objective", "iwae", "--particles", "3");
      assertThat(console.exitCode()).as(console.err()).isZero();
      assertThat(console.out().lines().findFirst().orElseThrow())
          .matches("Epoch 1 \\(\\d+\\.\\ds\\): Lower bound = -\\d+\\.\\d");
      assertThat(folder.resolve("b"))
          .isDirectoryContaining("glob:**/samples-epoch-001.png")
          .isDirectoryContaining("glob:**/samples.png")
          .isDirectoryContaining("glob:**/reconstructions.png")
          .isDirectoryContaining("glob:**/bound.png")
          .isDirectoryContaining("glob:**/report.html")
          .isDirectoryContaining("glob:**/checkpoint");
    }

    @Test
    void goesOnWithTheSameInk() {
      run("half", 5);
      JsonObject resumed =
          run("half", 10, "--json", "--resume", folder.resolve("half").toString()).result();
      JsonObject whole = run("whole", 10, "--json").result();
      assertThat(resumed.get("test_log_likelihood")).isEqualTo(whole.get("test_log_likelihood"));
    }
  }

  @Nested
  final class BadInput {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
      "--objective, best",
      "--particles, 0",
      "--test-images, 0",
      "--test-particles, none",
      "--save-every, -1"
    })
    void ofAnOptionIsRefusedWithItsName(String option, String value) {
      Console console = Console.run("vae-particles", option, value);
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err()).contains(option).contains(value).contains("needed");
    }

    @Test
    void oneParticleToCompareIsRefusedWithAFix() {
      Console console = Console.run("vae-particles", "--objective", "rws", "--particles", "1");
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("--objective rws", "found   --particles 1", "Fix: ");
    }

    @Test
    void aFolderWithoutTrainingIsRefusedWithAFix() {
      Console console = run("empty", 3, "--resume", folder.toString());
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("no training to go on with", "Fix: ");
    }
  }
}
