package dev.jyro.examples.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonObject;
import dev.jyro.examples.Console;
import dev.jyro.examples.data.Images;
import dev.jyro.examples.data.Mnist;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VaeGenerateCommandTest {
  @TempDir static Path folder;
  private static Path trained;
  private static double testElbo;

  @BeforeAll
  static void train() {
    trained = folder.resolve("vae");
    Console console =
        Console.run(
            "vae", "--steps", "200", "--threads", "1", "--json", "--out", trained.toString());
    testElbo = console.result().getAsJsonArray("test_elbo").get(0).getAsDouble();
  }

  private Console generate(String... more) {
    Stream<String> words =
        Stream.of("vae-generate", "--threads", "1", "--checkpoint", trained.toString());
    return Console.run(Stream.concat(words, Arrays.stream(more)).toArray(String[]::new));
  }

  @Nested
  final class TheWholeTestSet {
    @Test
    void isScoredAndTheOddIsTold() {
      Path out = folder.resolve("out");
      JsonObject result = generate("--draws", "1", "--json", "--out", out.toString()).result();

      assertThat(result.get("images").getAsInt()).isEqualTo(10000);
      // Both are means over 10000 images of an estimate from a single code, whose deviation is
      // below 15 nats an image: fifty terms of the code's log densities, of variance one each,
      // and the pixels' likelihood. Four standard errors of their difference.
      assertThat(result.get("elbo").getAsDouble())
          .isEqualTo(testElbo, within(4 * 15 * Math.sqrt(2) / Math.sqrt(10000)));

      // A pixel of any grey costs at least its own entropy, half a nat in the mean: no noise
      // costs under 350 nats, eight deviations of that sum less than 392. Digits cost less.
      JsonObject oddest = result.getAsJsonArray("most_anomalous").get(0).getAsJsonObject();
      assertThat(oddest.get("error").getAsDouble()).isLessThan(350);
      assertThat(result.getAsJsonObject("areas").getAsJsonObject("noise").get("by_error"))
          .satisfies(area -> assertThat(area.getAsDouble()).isEqualTo(1));

      assertThat(out)
          .isDirectoryContaining("glob:**/samples.png")
          .isDirectoryContaining("glob:**/variants.png")
          .isDirectoryContaining("glob:**/between.png")
          .isDirectoryContaining("glob:**/anomalies.png")
          .isDirectoryContaining("glob:**/scores.png")
          .isDirectoryContaining("glob:**/roc.png");
      assertThat(out.resolve("report.html")).content().contains("between.png", "temperature");
    }
  }

  @Nested
  final class PartOfTheTestSet {
    @Test
    void namesTheOddestFirstAndInWords() {
      Console console = generate("--limit", "100", "--out", folder.resolve("part").toString());
      assertThat(console.exitCode()).as(console.err()).isZero();
      assertThat(console.out()).startsWith("100 test images: ").contains("upside down");
    }
  }

  @Nested
  final class ImagesMade {
    private final Tensor test = Images.of(Mnist.embedded().test()).pixels();
    private final Noise noise = Noise.of(4);

    @Test
    void atTemperatureZeroAreTheirCodesMeanDecoded() {
      Generator generator = new Generator(Pretrained.load(trained));
      Tensor image = test.narrow(0, 21, 1);
      Tensor still = generator.like(image, 0, 3, noise);
      Tensor mean = generator.between(image, image, 3);
      assertThat(still.toFloats()).containsExactly(mean.toFloats());
    }

    @Test
    void getFartherWithTheTemperature() {
      Generator generator = new Generator(Pretrained.load(trained));
      Tensor image = test.narrow(0, 21, 1);
      double[] distances =
          Stream.of(0.5, 1.0, 2.0, 4.0)
              .mapToDouble(
                  temperature ->
                      generator
                          .like(image, temperature, 100, noise)
                          .sub(generator.like(image, 0, 1, noise))
                          .square()
                          .mean()
                          .item())
              .toArray();
      assertThat(distances).isSorted();
    }

    @Test
    void betweenTwoBeginAndEndAtTheirReconstructions() {
      Pretrained pretrained = Pretrained.load(trained);
      Tensor ends = test.narrow(0, 0, 2);
      Tensor way = new Generator(pretrained).between(test.narrow(0, 0, 1), test.narrow(0, 1, 1), 5);
      Tensor whole = pretrained.decode(pretrained.codes(ends).mean());
      // Probabilities in single precision, from products in another order.
      assertThat(way.select(0, 0).sub(whole.select(0, 0)).abs().max().item()).isLessThan(1e-5);
      assertThat(way.select(0, 4).sub(whole.select(0, 1)).abs().max().item()).isLessThan(1e-5);
    }

    @Test
    void upsideDownTwiceAreAsTheyWere() {
      Tensor image = Tensor.of(new float[][] {{1, 2, 3, 4}});
      Tensor turned = Oddity.UPSIDE_DOWN.of(image, noise);
      assertThat(turned.toFloats()).containsExactly(4, 3, 2, 1);
      assertThat(Oddity.UPSIDE_DOWN.of(turned, noise).toFloats()).containsExactly(1, 2, 3, 4);
    }
  }

  @Nested
  final class BadInput {
    @Test
    void aMissingCheckpointIsNamedWithTheCommandThatMakesIt() {
      Path missing = folder.resolve("missing");
      Path out = folder.resolve("never");
      Console console =
          Console.run("vae-generate", "--checkpoint", missing.toString(), "--out", out.toString());
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err())
          .contains("--checkpoint " + missing, "there is no such file")
          .contains("Fix: train one first: vae --out " + missing);
      assertThat(out).doesNotExist();
    }

    @Test
    void aCheckpointOfAnotherModelIsNamedWithItsParameters() {
      Path foreign = folder.resolve("foreign");
      ParamStore params = ParamStore.create();
      params.put("Q.0.weight", Noise.of(0).normal(Tensor.zeros(3, 4).shape(), DataType.FLOAT32));
      params.save(foreign);
      Console console = Console.run("vae-generate", "--checkpoint", foreign.toString());
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("Q.0.weight", "decoder.1.bias", "Fix: train one first");
    }

    @Test
    void anImageThatThereIsNotIsRefused() {
      Console console = generate("--image", "10000", "--out", folder.resolve("no").toString());
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("found   10000", "needed  0 to 9999", "Fix: ");
    }

    @Test
    void aDigitThatThereIsNotIsRefused() {
      Console console = generate("--between", "3,12");
      assertThat(console.exitCode()).isEqualTo(1);
      assertThat(console.err()).contains("found   12", "Fix: ");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
        delimiter = '|',
        value = {
          "--between | 3 | needed two whole numbers",
          "--between-images | 3,x | needed two whole numbers",
          "--temperature | -1 | needed a number from 0",
          "--draws | 0 | needed a whole number from 1"
        })
    void ofAnOptionIsRefusedWithWhatIsAllowed(String option, String value, String needed) {
      Console console = Console.run("vae-generate", option, value);
      assertThat(console.exitCode()).isEqualTo(2);
      assertThat(console.err()).contains(option, "found '" + value + "'", needed);
    }
  }
}
