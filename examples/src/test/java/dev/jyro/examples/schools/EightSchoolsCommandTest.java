package dev.jyro.examples.schools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.provider.ValueSource;

final class EightSchoolsCommandTest {
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
      String out = "--out=" + place;
      Console console =
          Console.run(
              "eight-schools",
              "--steps=600",
              "--learning-rate=0.05",
              "--draws=4000",
              "--threads=1",
              "--json",
              out);
      result = console.result();
    }

    private JsonObject fit(String name) {
      return result.getAsJsonObject("fits").getAsJsonObject(name);
    }

    private double number(String fit, String name) {
      return fit(fit).get(name).getAsDouble();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "centred-independent",
          "centred-joint",
          "non-centred-independent",
          "non-centred-joint"
        })
    void hasElbosThatAreLessThanTheLogEvidence(String name) {
      double most = result.get("log_evidence").getAsDouble();
      assertThat(number(name, "elbo")).isLessThan(most + ERRORS * number(name, "elbo_error"));
    }

    @Test
    void findsTheLogEvidenceByWeighingTheBestGuidesDraws() {
      // Weighing has no bias, and the standard error can be believed where k-hat is below 0.7.
      String best = "non-centred-joint";
      assertThat(number(best, "k_hat")).isLessThan(0.7);
      assertThat(number(best, "log_evidence"))
          .isCloseTo(
              result.get("log_evidence").getAsDouble(),
              within(ERRORS * number(best, "log_evidence_error")));
    }

    @Test
    void fitsBetterNonCentred() {
      double error =
          Math.hypot(
              number("centred-independent", "elbo_error"),
              number("non-centred-independent", "elbo_error"));
      assertThat(number("non-centred-independent", "elbo"))
          .isGreaterThan(number("centred-independent", "elbo") + ERRORS * error);
    }

    @Test
    void leavesPicturesAndAReport() {
      assertThat(pictures)
          .isDirectoryContaining("glob:**/intervals.png")
          .isDirectoryContaining("glob:**/funnel.png")
          .isDirectoryContaining("glob:**/pooling.png")
          .isDirectoryContaining("glob:**/spread.png")
          .isDirectoryContaining("glob:**/report.html")
          .isDirectoryContaining("glob:**/checkpoint-centred*");
    }
  }

  @Nested
  final class BadInput {
    @TempDir Path folder;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"--particles, 0", "--learning-rate, -1", "--draws, some", "--steps, -1"})
    void ofAnOptionIsRefusedWithItsName(String option, String value) {
      Console console = Console.run("eight-schools", option, value);
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err()).contains(option).contains(value).contains("needed");
    }

    @Test
    void tooFewDrawsAreRefusedBeforeTheWork() {
      Path out = folder.resolve("few");
      Console console = Console.run("eight-schools", "--draws=99", "--out=" + out);
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("--draws: found 99", "at least 100", "Fix: ");
      assertThat(out).doesNotExist();
    }

    @Test
    void aFolderWithoutACheckpointCannotBeGoneOnWith() {
      Console console = Console.run("eight-schools", "--resume=" + folder.resolve("none"));
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("--resume", "checkpoint", "Fix: ");
    }
  }
}
