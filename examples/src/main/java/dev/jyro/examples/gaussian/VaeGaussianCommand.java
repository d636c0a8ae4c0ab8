package dev.jyro.examples.gaussian;

import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.DigitOptions;
import dev.jyro.examples.Spelled;
import dev.jyro.examples.WholeNumber;
import dev.jyro.examples.data.Mnist;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code vae-gaussian}. */
@Command(
    name = "vae-gaussian",
    description = {
      "Trains an autoencoder with Bernoulli or Gaussian pixels, and shows its samples grow.",
      "Without --epochs and --steps it takes 20 epochs.",
      "Writes progress.png, samples.png, draws.png, reconstructions.png, elbo.png, the folder",
      "samples, report.html and a checkpoint into --out."
    })
public final class VaeGaussianCommand implements Runnable {
  private static final Config DEFAULTS = Config.defaults();

  @Mixin private CommonOptions options = new CommonOptions();
  @Mixin private DigitOptions data = new DigitOptions();

  @Option(
      names = "--likelihood",
      paramLabel = "NAME",
      defaultValue = "bernoulli",
      converter = ByLikelihood.class,
      description = "How pixels are distributed: bernoulli or gaussian. Default: bernoulli.")
  private Likelihood likelihood = DEFAULTS.likelihood();

  @Option(
      names = "--latent",
      paramLabel = "N",
      defaultValue = "100",
      converter = WholeNumber.Positive.class,
      description = "Numbers of a code, from 1. Default: 100.")
  private int latent;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "128",
      converter = WholeNumber.Positive.class,
      description = "Numbers of a hidden layer, from 1. Default: 128.")
  private int hidden;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "1000",
      converter = WholeNumber.Positive.class,
      description = "Steps from one picture of samples to the next, from 1. Default: 1000.")
  private int every;

  @Override
  public void run() {
    Mnist digits = data.digits();
    options.perform(config(), (config, stage) -> Training.run(config, digits, stage));
  }

  private Config config() {
    return new Config(
        likelihood,
        options.epochs(DEFAULTS.epochs()),
        options.steps(),
        DEFAULTS.batchSize(),
        DEFAULTS.learningRate(),
        latent,
        hidden,
        every,
        options.seed());
  }

  /** Reads one of them. */
  static final class ByLikelihood extends Spelled<Likelihood> {
    ByLikelihood() {
      super(Likelihood.class);
    }
  }
}
