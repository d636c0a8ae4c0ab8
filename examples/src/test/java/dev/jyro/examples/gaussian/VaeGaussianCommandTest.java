package dev.jyro.examples.gaussian;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jyro.examples.Console;
import dev.jyro.examples.data.Images;
import dev.jyro.examples.data.Mnist;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VaeGaussianCommandTest {
  @TempDir Path folder;

  private Console run(String likelihood, int steps, String... more) {
    String[] words = {
      "vae-gaussian", "--threads", "1", "--json", "--likelihood", likelihood, "--steps", "" + steps
    };
    return Console.run(Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private static double testElbo(JsonObject result) {
    return result.getAsJsonArray("test_elbo").get(0).getAsDouble();
  }

  /** Of black or white pixels with these probabilities, in nats. */
  private static Tensor entropy(Tensor probs) {
    Tensor others = probs.rsub(1);
    return probs.xlogy(probs).add(others.xlogy(others)).neg();
  }

  @Nested
  final class AShortTraining {
    private final Tensor test = Images.of(Mnist.embedded().test()).pixels();

    @Test
    void findsCodesForBernoulliPixels() {
      JsonObject result = run("bernoulli", 400, "--out", folder.toString()).result();
      // No model exceeds the pixels' own entropy; one image for all, without codes, reaches
      // that of their means.
      double most = -entropy(test).sum(-1).mean().item();
      double oneImageForAll = -entropy(test.mean(0)).sum().item();
      assertThat(testElbo(result)).isBetween(oneImageForAll, most);
      assertThat(result.get("codes_in_use").getAsInt()).isBetween(1, 100);
    }

    /** With unit noise the code is worth little: two numbers of it are soon learnt. */
    @Test
    void findsCodesForGaussianPixels() {
      JsonObject result =
          run("gaussian", 400, "--latent", "2", "--out", folder.toString()).result();
      double oneImageForAll = test.sub(test.mean(0)).square().sum(-1).mean().item();
      assertThat(result.get("test_squared_error").getAsDouble()).isLessThan(oneImageForAll);
      assertThat(result.get("codes_in_use").getAsInt()).isEqualTo(2);
      // No density of unit noise is greater, at any pixel.
      assertThat(testElbo(result)).isLessThan(-test.size(1) * 0.5 * Math.log(2 * Math.PI));
    }
  }

  @Nested
  final class ATrainingGoneOnWith {
    @Test
    void leavesPicturesOfBothParts() {
      run("bernoulli", 20, "--every", "10", "--out", folder.toString());
      Console second = run("bernoulli", 35, "--every", "10", "--resume", folder.toString());
      assertThat(second.result().get("steps").getAsInt()).isEqualTo(35);
      for (String step : new String[] {"01", "10", "20", "30", "35"}) {
        assertThat(folder.resolve("samples").resolve("step-00000" + step + ".png")).exists();
      }
      assertThat(folder)
          .isDirectoryContaining("glob:**/progress.png")
          .isDirectoryContaining("glob:**/samples.png")
          .isDirectoryContaining("glob:**/draws.png")
          .isDirectoryContaining("glob:**/reconstructions.png")
          .isDirectoryContaining("glob:**/elbo.png");
      assertThat(folder.resolve("report.html")).content().contains("progress.png", "likelihood");
    }
  }

  @Nested
  final class BadInput {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
      "--likelihood, laplace, needed bernoulli or gaussian",
      "--every, 0, needed a whole number from 1",
      "--latent, -1, needed a whole number from 1"
    })
    void ofAnOptionIsRefusedWithWhatIsAllowed(String option, String value, String needed) {
      Console console = Console.run("vae-gaussian", option, value);
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err()).contains(option, "found '" + value + "'", needed);
    }
  }
}
