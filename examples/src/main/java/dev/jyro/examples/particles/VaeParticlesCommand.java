package dev.jyro.examples.particles;

import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.DigitOptions;
import dev.jyro.examples.RealNumber;
import dev.jyro.examples.Spelled;
import dev.jyro.examples.WholeNumber;
import dev.jyro.examples.data.Mnist;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code vae-particles}. */
@Command(
    name = "vae-particles",
    description = {
      "Trains an autoencoder of black and white digits by a bound of your choice, with particles.",
      "Without --epochs and --steps it takes 10 epochs.",
      "Writes samples-epoch-005.png and so on, samples.png, reconstructions.png, bound.png,",
      "report.html and a checkpoint into --out, and estimates the log likelihood of test images."
    })
public final class VaeParticlesCommand implements Runnable {
  private static final int EPOCHS = 10;

  @Mixin private CommonOptions options = new CommonOptions();
  @Mixin private DigitOptions data = new DigitOptions();

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      defaultValue = "elbo",
      converter = ByBound.class,
      description = "What to climb: elbo, iwae, vimco or rws. Default: elbo.")
  private Bound bound = Bound.ELBO;

  @Option(
      names = "--particles",
      paramLabel = "K",
      converter = WholeNumber.Positive.class,
      description =
          "Draws of the guide for each image, side by side: from 1 for elbo, from 2 for others."
              + " Default: 1 for elbo, 5 for others.")
  private @Nullable Integer particles;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "128",
      converter = WholeNumber.Positive.class,
      description = "Images of a step, from 1. Default: 128.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.001",
      converter = RealNumber.Positive.class,
      description = "Learning rate of Adam, greater than 0. Default: 0.001.")
  private double learningRate;

  @Option(
      names = "--latent",
      paramLabel = "N",
      defaultValue = "40",
      converter = WholeNumber.Positive.class,
      description = "Numbers of a code, from 1. Default: 40.")
  private int latent;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "500",
      converter = WholeNumber.Positive.class,
      description = "Numbers of each hidden layer, from 1. Default: 500.")
  private int hidden;

  @Option(
      names = "--save-every",
      paramLabel = "N",
      defaultValue = "5",
      converter = WholeNumber.Positive.class,
      description = "Epochs from one grid of samples to the next, from 1. Default: 5.")
  private int saveEvery;

  @Option(
      names = "--test-images",
      paramLabel = "N",
      defaultValue = "1000",
      converter = WholeNumber.Positive.class,
      description = "Test images to score, from 1; all if there are not so many. Default: 1000.")
  private int testImages;

  @Option(
      names = "--test-particles",
      paramLabel = "K",
      defaultValue = "1000",
      converter = WholeNumber.Positive.class,
      description = "Draws of the guide for each of them, from 1. Default: 1000.")
  private int testParticles;

  @Override
  public void run() {
    Config config = config();
    Mnist digits = data.digits();
    options.perform(config, (told, stage) -> Training.run(told, digits, stage));
  }

  private Config config() {
    return new Config(
        bound,
        particles == null ? bound.usualParticles() : particles,
        options.epochs(EPOCHS),
        options.steps(),
        batchSize,
        learningRate,
        latent,
        hidden,
        saveEvery,
        testImages,
        testParticles,
        options.seed());
  }

  /** Reads one of them. */
  static final class ByBound extends Spelled<Bound> {
    ByBound() {
      super(Bound.class);
    }
  }
}
