package dev.jyro.examples.coin;

import static dev.jyro.examples.Console.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import dev.jyro.distribution.KLDivergence;
import dev.jyro.examples.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CoinCommandTest {
  private static final int STEPS = 800;
  private static final double RATE = 0.01;

  /**
   * Adam's steps are of one size whatever the gradient's noise s, so it comes to rest where the
   * bound is short by RATE s / 4 for each parameter (Mandt, Hoffman and Blei 2017, with a rate of
   * RATE / s). Near the posterior the gradient is minus the guide's score, whose deviation in log
   * alpha is alpha √(ψ'(alpha) - ψ'(alpha + beta)), 2.8 for one draw, and as much in log beta; 0.63
   * for the mean of 20. That makes 0.0032 nats; ten times as much has the chance e⁻¹⁰. Untrained,
   * the guide is at 0.4 nats or more.
   */
  private static final double MOST_DIVERGENCE = 10 * 2 * RATE * 0.63 / 4;

  @TempDir Path folder;

  private Console learned(String... more) {
    return learned(STEPS, more);
  }

  private Console learned(int steps, String... more) {
    List<String> words = new ArrayList<>(List.of("coin", "--json", "--threads=1"));
    words.add("--steps=" + steps);
    words.add("--learning-rate=" + RATE);
    words.add("--out=" + folder.resolve("out"));
    words.addAll(List.of(more));
    return Console.run(words.toArray(String[]::new));
  }

  @Test
  void theGuideBeginsFarFromThePosterior() {
    double start =
        KLDivergence.kl(Exact.beta(Coin.START, Coin.START), new Exact(6, 4).posterior()).item();
    assertThat(start).isGreaterThan(10 * MOST_DIVERGENCE);
  }

  /** Seed 0. */
  @Nested
  final class SixHeadsAndFourTails {
    private JsonObject result;

    @BeforeEach
    void learn() {
      result = learned().result();
    }

    @Test
    void haveThePosteriorThatThePageComputesByHand() {
      JsonObject exact = result.getAsJsonObject("exact");
      // Beta(16, 14): mean 16/30, variance 16 14 / (30² 31).
      assertThat(number(exact, "mean")).isCloseTo(16 / 30.0, within(1e-12));
      assertThat(number(exact, "sd")).isCloseTo(Math.sqrt(16 * 14 / (900 * 31.0)), within(1e-12));
      // The chance of the ten tosses one after the other, by Pólya's urn of 10 and 10.
      double log = 0;
      for (int toss = 0; toss < 10; toss++) {
        log += Math.log((toss < 6 ? 10 + toss : 10 + toss - 6) / (20.0 + toss));
      }
      assertThat(number(result, "log_evidence")).isCloseTo(log, within(1e-12));
    }

    @Test
    void areLearnt() {
      assertThat(number(result, "divergence")).isBetween(0.0, MOST_DIVERGENCE);
      assertThat(result.get("steps").getAsInt()).isEqualTo(STEPS);
    }

    @Test
    void haveAPosteriorMeanWithinWhatTheDivergenceAllows() {
      // Beta(a, b) is sub-Gaussian with variance at most 1 / (4 (a + b + 1)) (Marchal and Arbel
      // 2017), so a mean is off by at most √(2 KL variance).
      double most = Math.sqrt(2 * number(result, "divergence") / (4 * 31));
      assertThat(number(result.getAsJsonObject("guide"), "mean"))
          .isCloseTo(number(result.getAsJsonObject("exact"), "mean"), within(most));
    }

    @Test
    void haveABoundThatIsShortOfTheEvidenceByTheDivergence() {
      JsonObject elbo = result.getAsJsonObject("elbo");
      // Four standard errors, and rounding: densities of up to 20 nats in single precision, 2⁻²⁴
      // each, in some ten operations.
      double error = 4 * number(elbo, "sd") + 10 * 20 * Math.pow(2, -24);
      assertThat(number(elbo, "mean") + number(result, "divergence"))
          .isCloseTo(number(result, "log_evidence"), within(error));
    }

    @Test
    void leavePicturesAndReport() {
      assertThat(folder.resolve("out"))
          .isDirectoryContaining("glob:**/posterior.png")
          .isDirectoryContaining("glob:**/elbo.png")
          .isDirectoryContaining("glob:**/report.html");
    }
  }

  @Nested
  final class OtherTosses {
    @ParameterizedTest(name = "{0} heads, {1} tails")
    @CsvSource({"0, 3", "3, 0"})
    void mayBeAllOfOneSide(int heads, int tails) {
      JsonObject result = learned("--heads=" + heads, "--tails=" + tails).result();
      assertThat(number(result.getAsJsonObject("exact"), "mean"))
          .isCloseTo((10.0 + heads) / 23, within(1e-12));
      assertThat(number(result, "divergence")).isBetween(0.0, MOST_DIVERGENCE);
    }

    @Test
    void areNeeded() {
      Console console = learned("--heads", "0", "--tails", "0");
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err())
          .contains("0 heads and 0 tails")
          .contains("needed  at least one toss")
          .contains("Fix: give --heads");
      assertThat(folder.resolve("out")).doesNotExist();
    }
  }

  @Nested
  final class BadInput {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"--heads, -1", "--tails, some", "--particles, 0", "--learning-rate, 0"})
    void ofAnOptionIsRefusedWithItsName(String option, String value) {
      Console console = Console.run("coin", option, value);
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err()).contains(option).contains(value).contains("needed");
    }

    @Test
    void toGoOnWithIsNamed() {
      Console console = Console.run("coin", "--resume", folder.toString());
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains(folder.toString()).contains("Fix: name that folder");
    }
  }

  @Test
  void aTrainingGoneOnWithIsTheTrainingInOneGo() {
    JsonObject whole = learned().result();
    learned(STEPS / 2);
    JsonObject resumed = learned("--resume=" + folder.resolve("out")).result();
    assertThat(resumed).isEqualTo(whole);
  }
}
