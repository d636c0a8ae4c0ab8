package dev.jyro.examples.betavae;

import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.DigitOptions;
import dev.jyro.examples.RealNumber;
import dev.jyro.examples.WholeNumber;
import dev.jyro.examples.data.Mnist;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code beta-vae}. */
@Command(
    name = "beta-vae",
    description = {
      "Trains an autoencoder whose divergence counts more or less, and shows what that changes.",
      "Writes losses.png, reconstructions.png, traversal.png, report.html and a checkpoint into --out;",
      "with --sweep sweep.png, sweep-samples.png, report.html and a checkpoint of each training.",
      "Without --steps and --epochs it takes 1024 steps."
    })
public final class BetaVaeCommand implements Runnable {
  private static final Config DEFAULTS = Config.defaults();

  @Spec private @Nullable CommandSpec spec;
  @Mixin private CommonOptions options = new CommonOptions();
  @Mixin private DigitOptions data = new DigitOptions();

  @Option(
      names = "--beta",
      paramLabel = "X",
      defaultValue = "0.01",
      converter = RealNumber.NonNegative.class,
      description = "Weight of the divergence, from 0, a plain autoencoder. Default: 0.01.")
  private double beta;

  @Option(
      names = "--latent",
      paramLabel = "N",
      defaultValue = "10",
      converter = WholeNumber.Positive.class,
      description = "Numbers of a code, from 1. Default: 10.")
  private int latent;

  @Option(
      names = "--sweep",
      description = "Trains with several betas and numbers of a code instead, and compares.")
  private boolean sweep;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "64",
      converter = WholeNumber.Positive.class,
      description = "Images of a step, from 1. Default: 64.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.001",
      converter = RealNumber.Positive.class,
      description = "Learning rate of Adam, greater than 0. Default: 0.001.")
  private double learningRate;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "100",
      converter = WholeNumber.Positive.class,
      description = "Numbers of a hidden layer, from 1. Default: 100.")
  private int hidden;

  @Override
  public void run() {
    if (sweep && spec != null) {
      refuseWhatTheSweepChooses(spec.commandLine());
    }
    Mnist digits = data.digits();
    if (sweep) {
      options.perform(config(), (config, stage) -> Sweep.run(config, digits, stage));
    } else {
      options.perform(config(), (config, stage) -> Experiment.run(config, digits, stage));
    }
  }

  private static void refuseWhatTheSweepChooses(CommandLine command) {
    for (String option : List.of("--beta", "--latent")) {
      if (command.getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            command,
            "--sweep and %s: found both, needed one. Fix: leave %s out; the sweep tries beta %s with codes of %s numbers."
                .formatted(option, option, Sweep.BETAS, Sweep.LATENTS));
      }
    }
  }

  private Config config() {
    int epochs = options.epochs(0);
    boolean unsaid = epochs == 0 && options.steps() == 0;
    return new Config(
        epochs,
        unsaid ? DEFAULTS.steps() : options.steps(),
        batchSize,
        learningRate,
        beta,
        latent,
        hidden,
        options.seed());
  }
}
