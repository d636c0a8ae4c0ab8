package dev.jyro.examples.logistic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jyro.examples.Console;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BayesianLogisticCommandTest {
  /** By so many standard errors a true statement about means fails once in 16,000 times. */
  private static final double ERRORS = 4;

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  final class AShortRun {
    private JsonObject result = new JsonObject();
    private Path pictures = Path.of("");

    @BeforeAll
    void run(@TempDir Path place) {
      pictures = place;
      Console console =
          Console.run(
              "bayesian-logistic",
              "--steps=2000",
              "--learning-rate=0.3",
              "--draws=200",
              "--threads=1",
              "--json",
              "--out=" + place);
      result = console.result();
    }

    private double score(String name, String what) {
      return result.getAsJsonObject("scores").getAsJsonObject(name).get(what).getAsDouble();
    }

    private JsonObject elbo(String name) {
      return result.getAsJsonObject("fits").getAsJsonObject(name).getAsJsonObject("elbo");
    }

    @Test
    void tellsThreesFromEights() {
      // An untrained model is right for one half. What it learnt from 400 digits is right for more
      // than 0.9: 0.92 less 4 binomial standard errors of 1984 digits, 4 * 0.006.
      for (String name : result.getAsJsonObject("scores").keySet()) {
        assertThat(score(name, "accuracy")).as(name).isGreaterThan(0.89);
      }
    }

    @Test
    void gainsOnTheModeByMoreThanChance() {
      JsonObject gain = result.getAsJsonObject("gain");
      assertThat(gain.get("value").getAsDouble())
          .isGreaterThan(ERRORS * gain.get("error").getAsDouble());
    }

    @Test
    void fitsBetterWhereWeightsMayDependOnEachOther() {
      JsonObject joint = elbo("joint");
      JsonObject independent = elbo("independent");
      double error =
          Math.hypot(joint.get("error").getAsDouble(), independent.get("error").getAsDouble());
      assertThat(joint.get("value").getAsDouble())
          .isGreaterThan(independent.get("value").getAsDouble() + ERRORS * error);
    }

    @Test
    void leavesPicturesAndAReport() {
      assertThat(pictures)
          .isDirectoryContaining("glob:**/calibration.png")
          .isDirectoryContaining("glob:**/weights.png")
          .isDirectoryContaining("glob:**/report.html")
          .isDirectoryContaining("glob:**/checkpoint-mode");
    }
  }

  @Nested
  final class BadInput {
    @TempDir Path folder;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
      "--digits, 0",
      "--prior-scale, 0",
      "--batch-size, -3",
      "--learning-rate, NaN",
      "--draws, few"
    })
    void ofAnOptionIsRefusedWithItsName(String option, String value) {
      Console console = Console.run("bayesian-logistic", option, value);
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err()).contains(option).contains(value).contains("needed");
    }

    @Test
    void tooFewDrawsAreRefusedBeforeTheWork() {
      Path out = folder.resolve("few");
      Console console = Console.run("bayesian-logistic", "--draws=21", "--out=" + out);
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("--draws: found 21", "at least 100", "Fix: ");
      assertThat(out).doesNotExist();
    }

    @Test
    void aFolderWithoutACheckpointCannotBeGoneOnWith() {
      Console console = Console.run("bayesian-logistic", "--resume=" + folder.resolve("none"));
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("--resume", "checkpoint", "Fix: ");
    }
  }
}
