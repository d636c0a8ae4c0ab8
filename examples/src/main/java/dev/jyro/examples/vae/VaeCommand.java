package dev.jyro.examples.vae;

import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.DigitOptions;
import dev.jyro.examples.RealNumber;
import dev.jyro.examples.WholeNumber;
import dev.jyro.examples.data.Mnist;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code vae}. */
@Command(
    name = "vae",
    description = {
      "Trains a variational autoencoder on MNIST and draws what it learnt.",
      "Without --epochs and --steps it takes 20 epochs.",
      "Writes reconstructions.png, samples.png, elbo.png, map.png, report.html and a checkpoint."
    })
public final class VaeCommand implements Runnable {
  private static final Config DEFAULTS = Config.defaults();

  @Mixin private CommonOptions options = new CommonOptions();
  @Mixin private DigitOptions data = new DigitOptions();

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
      defaultValue = "50",
      converter = WholeNumber.Positive.class,
      description = "Numbers of a code, from 1. Default: 50.")
  private int latent;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "400",
      converter = WholeNumber.Positive.class,
      description = "Numbers of a hidden layer, from 1. Default: 400.")
  private int hidden;

  @Option(
      names = "--map",
      paramLabel = "N",
      defaultValue = "10000",
      converter = WholeNumber.NonNegative.class,
      description = "Test images on the map of the codes, from 91; 0 for no map. Default: 10000.")
  private int mapped;

  @Override
  public void run() {
    Mnist digits = data.digits();
    options.perform(config(), (config, stage) -> Training.run(config, digits, stage));
  }

  private Config config() {
    return new Config(
        options.epochs(DEFAULTS.epochs()),
        batchSize,
        learningRate,
        latent,
        hidden,
        options.steps(),
        mapped,
        options.seed());
  }
}
