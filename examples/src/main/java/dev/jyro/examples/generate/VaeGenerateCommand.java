package dev.jyro.examples.generate;

import dev.jyro.JyroException;
import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.DigitOptions;
import dev.jyro.examples.RealNumber;
import dev.jyro.examples.WholeNumber;
import dev.jyro.examples.data.ImageSet;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code vae-generate}. */
@Command(
    name = "vae-generate",
    description = {
      "Makes digits with an autoencoder that vae has trained, and finds odd ones.",
      "Writes samples.png, variants.png, between.png, anomalies.png, scores.png, roc.png and",
      "report.html into --out. It trains nothing: --epochs, --steps and --resume are not for it."
    })
public final class VaeGenerateCommand implements Runnable {
  @Mixin private CommonOptions options = new CommonOptions();
  @Mixin private DigitOptions data = new DigitOptions();

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      defaultValue = "out/vae",
      description = "Folder with the results of vae, or the checkpoint in it. Default: out/vae.")
  private Path checkpoint = Path.of("out", "vae");

  @Option(
      names = "--image",
      paramLabel = "N",
      defaultValue = "21",
      converter = WholeNumber.NonNegative.class,
      description = "Test image to make variants of, from 0. Default: 21, a 6.")
  private int image;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      defaultValue = "5",
      converter = RealNumber.NonNegative.class,
      description =
          "What the encoder's deviation is multiplied by in the last row of variants, from 0."
              + " Default: 5.")
  private double temperature;

  @Option(
      names = "--between",
      paramLabel = "A,B",
      defaultValue = "3,8",
      converter = TwoNumbers.Reader.class,
      description = "Digits to go between: the first of each in the test set. Default: 3,8.")
  private TwoNumbers digits = new TwoNumbers(3, 8);

  @Option(
      names = "--between-images",
      paramLabel = "I,J",
      converter = TwoNumbers.Reader.class,
      description = "Test images to go between, from 0, in place of --between.")
  private @Nullable TwoNumbers images;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "4",
      converter = WholeNumber.Positive.class,
      description = "Codes drawn of an image for its score, from 1. Default: 4.")
  private int draws;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      converter = WholeNumber.NonNegative.class,
      description = "Score the first N test images alone. Default: 0, all.")
  private int limit;

  @Override
  public void run() {
    options.refuse("trains nothing", "--epochs", "--steps", "--resume");
    Pretrained pretrained = Pretrained.load(checkpoint);
    ImageSet test = data.digits().test();
    options.perform(
        config(test), (config, stage) -> Generation.run(config, pretrained, test, stage));
  }

  private Config config(ImageSet test) {
    TwoNumbers ends =
        images == null
            ? new TwoNumbers(firstOf(digits.first(), test), firstOf(digits.second(), test))
            : images;
    return new Config(
        image, temperature, ends.first(), ends.second(), draws, limit, options.seed());
  }

  private static int firstOf(int digit, ImageSet test) {
    return IntStream.range(0, test.count())
        .filter(image -> test.label(image) == digit)
        .findFirst()
        .orElseThrow(
            () ->
                new JyroException(
                    """
                    --between: no test image has this label.
                      found   %d
                      needed  a label of the test set, such as %d
                    Fix: name labels that there are, or images with --between-images."""
                        .formatted(digit, test.label(0))));
  }
}
