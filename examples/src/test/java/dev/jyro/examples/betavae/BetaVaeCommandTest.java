package dev.jyro.examples.betavae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jyro.examples.Console;
import dev.jyro.examples.data.IdxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All with seed 0 and one thread, so that sums are added up in one order. */
final class BetaVaeCommandTest {
  private static final int SIDE = 6;

  @TempDir Path folder;

  private Console run(String name, String... options) {
    List<String> arguments = new ArrayList<>(List.of("beta-vae", "--threads", "1", "--json"));
    arguments.addAll(List.of("--out", folder.resolve(name).toString()));
    arguments.addAll(List.of(options));
    return Console.run(arguments.toArray(String[]::new));
  }

  /** A training on few and small images, for what has nothing to do with what they show. */
  private Console runOnNoise(String name, String... options) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    writeNoise(data, "train", 150);
    writeNoise(data, "t10k", 50);
    List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
    arguments.addAll(List.of(options));
    return run(name, arguments.toArray(String[]::new));
  }

  private static void writeNoise(Path data, String part, int images) throws IOException {
    int numbers = images * SIDE * SIDE;
    int[] grey = new Random(images).ints(numbers, 0, 256).toArray();
    byte[] pixels = IdxBytes.idx(IdxBytes.shape(images, SIDE, SIDE), grey);
    byte[] labels = IdxBytes.idx(IdxBytes.shape(images), new int[images]);
    Files.write(data.resolve(part + "-images-idx3-ubyte"), pixels);
    Files.write(data.resolve(part + "-labels-idx1-ubyte"), labels);
  }

  private static JsonObject fit(Console console) {
    return console.result().getAsJsonObject("fit");
  }

  @Nested
  final class AShortTraining {
    @Test
    void learnsMoreThanADecoderWithoutCodesEverCould() {
      Console console = run("a", "--steps", "256");

      // Test images have a little less entropy than all images: 205.65 nats, not 205.99. A decoder
      // that takes no notice of the code costs at least that, whatever codes are drawn.
      double withoutCode = console.result().get("without_code").getAsDouble();
      assertThat(withoutCode).isCloseTo(205.99, within(0.005));
      assertThat(fit(console).get("distortion").getAsDouble()).isLessThan(withoutCode - 0.35);
      assertThat(console.result().get("steps").getAsInt()).isEqualTo(256);
      assertThat(folder.resolve("a"))
          .isDirectoryContaining("glob:**/losses.png")
          .isDirectoryContaining("glob:**/reconstructions.png")
          .isDirectoryContaining("glob:**/traversal.png")
          .isDirectoryContaining("glob:**/report.html")
          .isDirectoryContaining("glob:**/checkpoint");
    }

    @Test
    void tellsTheLossAndItsPartsAtPowersOfTwo() throws IOException {
      List<JsonObject> told = runOnNoise("a", "--steps", "9").objects();
      List<JsonObject> log = told.subList(0, told.size() - 1);
      assertThat(log).extracting(line -> line.get("step").getAsInt()).containsExactly(1, 2, 4, 8);
      assertThat(log)
          .allSatisfy(
              line ->
                  assertThat(line.get("total").getAsDouble())
                      .isEqualTo(
                          line.get("reconstruction").getAsDouble()
                              + 0.01 * line.get("kl").getAsDouble()));
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
      JsonObject whole = runOnNoise("whole", "--steps", "40").result();
      assertThat(runOnNoise("part", "--steps", "25").exitCode()).isZero();
      Console rest =
          runOnNoise("part", "--steps", "40", "--resume", folder.resolve("part").toString());
      assertThat(rest.result()).isEqualTo(whole);
      assertThat(rest.objects().get(0).get("step").getAsInt()).isEqualTo(32);
    }

    @Test
    void takesWholeEpochsWhereTheyAreAskedFor() throws IOException {
      // 200 images make two batches of 90; the last 20 are left out.
      Console console = runOnNoise("a", "--epochs", "3", "--batch-size", "90");
      assertThat(console.result().get("steps").getAsInt()).isEqualTo(6);
    }

    @Test
    void spendsLessOnCodesWhereTheyAreDearer() {
      // The divergence is exact for given parameters; its mean over 10000 images is told.
      double free = fit(run("a", "--steps", "100", "--beta", "0")).get("rate").getAsDouble();
      double dear = fit(run("b", "--steps", "100", "--beta", "1")).get("rate").getAsDouble();
      assertThat(dear).isBetween(0.0, free);
    }
  }

  @Nested
  final class ASweep {
    @Test
    void fitsEachBetaWithEachLengthOfCodes() throws IOException {
      Console console = runOnNoise("a", "--sweep", "--steps", "2");
      JsonArray fits = console.result().getAsJsonArray("fits");
      assertThat(fits).hasSize(Sweep.BETAS.size() * Sweep.LATENTS.size());
      assertThat(fits.asList().stream().map(fit -> fit.getAsJsonObject().get("latent").getAsInt()))
          .startsWith(2, 5, 10, 20, 2);
      assertThat(folder.resolve("a"))
          .isDirectoryContaining("glob:**/sweep.png")
          .isDirectoryContaining("glob:**/sweep-samples.png")
          .isDirectoryContaining("glob:**/report.html")
          .isDirectoryContaining("glob:**/checkpoint-beta-0.01-latent-10");
    }

    @ParameterizedTest
    @CsvSource({"--beta, 0.1", "--latent, 3"})
    void refusesWhatItChoosesItself(String option, String value) {
      Console console = run("a", "--sweep", option, value);
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err()).contains("--sweep and " + option, "Fix: leave " + option + " out");
      assertThat(folder.resolve("a")).doesNotExist();
    }
  }

  @Nested
  final class BadInput {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
      "--beta, -0.1",
      "--beta, NaN",
      "--latent, 0",
      "--hidden, 0",
      "--batch-size, 0",
      "--learning-rate, 0"
    })
    void ofAnOptionIsRefusedWithItsName(String option, String value) {
      Console console = Console.run("beta-vae", option, value);
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err()).contains("'" + option + "'", "found '" + value + "'", "needed");
    }

    @Test
    void aFolderWithoutCheckpointIsNoTrainingToGoOnWith() {
      Console console = run("a", "--resume", folder.toString());
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("--resume", "checkpoint", "Fix: ");
    }
  }
}
