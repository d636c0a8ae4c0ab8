package dev.jyro.examples.bnn;

import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.RealNumber;
import dev.jyro.examples.WholeNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bnn}. */
@Command(
    name = "bnn",
    description = {
      "Makes a network of DJL's layers Bayesian: away from its data it is not sure.",
      "Without --epochs and --steps it takes 6000 steps.",
      "Every step sees all points: --steps says how many there are, 6000 unless it is given.",
      "Writes band.png, curves.png, elbo.png, report.html and a checkpoint into --out."
    })
public final class BnnCommand implements Runnable {
  private static final Config DEFAULTS = Config.defaults();

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "60",
      converter = WholeNumber.Positive.class,
      description = "Points to learn from, from 2. Default: 60.")
  private int points;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "20",
      converter = WholeNumber.Positive.class,
      description = "Numbers of the hidden layer, from 1. Default: 20.")
  private int hidden;

  @Option(
      names = "--width",
      paramLabel = "X",
      defaultValue = "4",
      converter = RealNumber.Positive.class,
      description = "Prior standard deviation of a layer's output, greater than 0. Default: 4.")
  private double width;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.02",
      converter = RealNumber.Positive.class,
      description =
          "Learning rate of Adam at the beginning, greater than 0; it falls to 0. Default: 0.02.")
  private double learningRate;

  @Override
  public void run() {
    options.perform(config(), Training::run);
  }

  private Config config() {
    int steps = options.steps(DEFAULTS.steps());
    int draws = DEFAULTS.draws();
    return new Config(points, hidden, width, learningRate, steps, draws, options.seed());
  }
}
