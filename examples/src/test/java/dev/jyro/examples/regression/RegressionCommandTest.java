package dev.jyro.examples.regression;

import static dev.jyro.examples.Console.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import dev.jyro.examples.Console;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegressionCommandTest {
  private static final int DRAWS = 2000;

  /** Seed 0. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class AShortTraining {
    private Path folder;
    private JsonObject result;

    @BeforeAll
    void learn(@TempDir Path place) {
      folder = place;
      result =
          Console.run(
                  "regression",
                  "--json",
                  "--threads=1",
                  "--steps=1500",
                  "--learning-rate=0.2",
                  "--draws=" + DRAWS,
                  "--out=" + folder)
              .result();
    }

    private JsonObject fit(String guide) {
      return result.getAsJsonObject("fits").getAsJsonObject(guide);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hand", "multivariate", "diagonal"})
    void leavesABoundBelowTheEvidence(String guide) {
      // The mean of 2000 independent draws, four standard errors.
      double error = number(fit(guide).getAsJsonObject("elbo"), "sd");
      assertThat(number(fit(guide), "gap")).isGreaterThan(-4 * error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hand", "multivariate"})
    void findsThePosteriorWithGuidesThatKnowCorrelations(String guide) {
      // For near normal posteriors a mean that is off by d deviations costs d²/2 nats, so with a
      // gap of g all means are within √(2g) deviations; draws add four standard errors.
      double gap = Math.max(0, number(fit(guide), "gap"));
      double error = number(fit(guide).getAsJsonObject("elbo"), "sd");
      double most = Math.sqrt(2 * (gap + 4 * error)) + 4 / Math.sqrt(DRAWS);
      assertThat(most).isLessThan(1);
      JsonObject exact = result.getAsJsonObject("exact");
      for (String name : Training.NUMBERS) {
        JsonObject right = exact.getAsJsonObject(name);
        JsonObject found = fit(guide).getAsJsonObject("posterior").getAsJsonObject(name);
        assertThat(number(found, "mean"))
            .as(name)
            .isCloseTo(number(right, "mean"), within(most * number(right, "sd")));
      }
    }

    @Test
    void isTooSureWithoutCorrelations() {
      // The best independent normal has the conditional deviation of each weight, 1/√P_ii, and the
      // weights of two lines that share points are far from independent: the interaction's is less
      // than half of its own. The deviation of 2000 draws is within 4/√4000 of the guide's.
      JsonObject right = result.getAsJsonObject("exact").getAsJsonObject("interaction");
      JsonObject found =
          fit("diagonal").getAsJsonObject("posterior").getAsJsonObject("interaction");
      double most = 0.6 * (1 + 4 / Math.sqrt(2 * DRAWS));
      assertThat(number(found, "sd") / number(right, "sd")).isBetween(0.1, most);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"hand, 50%", "hand, 90%", "multivariate, 50%", "multivariate, 90%"})
    void coversHeldOutPointsAsTheExactBandsDo(String guide, String band) {
      // 1000 points. A band's edge at quantile q is off by √(q (1-q) / DRAWS) in probability, at
      // most 0.0112 for each of two, and a mean that is off by a deviation of the posterior, about
      // a
      // tenth of the noise's, by 0.04 · 0.4; points between the edges differ by that share at most.
      double exact = number(result.getAsJsonObject("coverage"), band);
      double found = number(fit(guide).getAsJsonObject("coverage"), band);
      assertThat(found).isCloseTo(exact, within(4 * 0.0112));
    }

    @Test
    void leavesPicturesAndReport() {
      assertThat(folder)
          .isDirectoryContaining("glob:**/bands-hand.png")
          .isDirectoryContaining("glob:**/bands-multivariate.png")
          .isDirectoryContaining("glob:**/bands-diagonal.png")
          .isDirectoryContaining("glob:**/interaction.png")
          .isDirectoryContaining("glob:**/report.html");
    }
  }

  @Nested
  final class TheExactPosterior {
    /** At any weights and variance, evidence = prior · likelihood / posterior; here, at two. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2})
    void agreesWithBayes(double variance) {
      Points points = Points.simulated(20, Noise.of(3));
      Exact exact = Exact.of(points);
      double[] w = {1, 0.5, -1, 0.2};
      double log = 0;
      double sd = Math.sqrt(variance);
      for (double weight : w) {
        log += logNormal(weight, 0, Regression.WIDTH * sd);
      }
      log += logInverseGamma(variance, Regression.SHAPE, Regression.RATE);
      double[] x = points.x().toDoubles();
      double[] y = points.y().toDoubles();
      for (int i = 0; i < y.length; i++) {
        double line = 0;
        for (int j = 0; j < w.length; j++) {
          line += x[4 * i + j] * w[j];
        }
        log += logNormal(y[i], line, sd);
      }
      log -= logInverseGamma(variance, exact.shape(), exact.rate());
      Tensor off = Tensor.of(w).sub(exact.loc());
      double square = exact.spread().inverse().matmul(off).mul(off).sum().item() / variance;
      double volume = exact.spread().mul(variance).logAbsDet().item();
      log += (square + volume + w.length * Math.log(2 * Math.PI)) / 2;
      // Terms of up to 1e4 that cancel, with 2⁻⁵² each, times the condition of up to 1e4 of a
      // matrix
      // that is inverted and inverted back.
      assertThat(exact.logEvidence()).isCloseTo(log, within(1e4 * 1e4 * Math.pow(2, -52)));
    }

    private static double logNormal(double at, double mean, double sd) {
      double z = (at - mean) / sd;
      return -z * z / 2 - Math.log(sd) - Math.log(2 * Math.PI) / 2;
    }

    private static double logInverseGamma(double at, double shape, double rate) {
      return shape * Math.log(rate)
          - Tensor.of(shape).lgamma().item()
          - (shape + 1) * Math.log(at)
          - rate / at;
    }
  }

  @Nested
  final class BadInput {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"--points, 0", "--draws, none", "--learning-rate, -1"})
    void ofAnOptionIsRefusedWithItsName(String option, String value) {
      Console console = Console.run("regression", option, value);
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err()).contains(option).contains(value).contains("needed");
    }
  }
}
