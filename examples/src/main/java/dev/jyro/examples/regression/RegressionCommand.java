package dev.jyro.examples.regression;

import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.RealNumber;
import dev.jyro.examples.WholeNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code regression}. */
@Command(
    name = "regression",
    description = {
      "Bayesian linear regression by three guides, beside the exact posterior.",
      "Without --epochs and --steps it takes 3000 steps with each guide.",
      "Every step sees all points: --steps says how many there are for each guide, 3000 unless it is given.",
      "Writes bands-GUIDE.png, interaction.png, report.html and checkpoints into --out."
    })
public final class RegressionCommand implements Runnable {
  private static final Config DEFAULTS = Config.defaults();

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "150",
      converter = WholeNumber.Positive.class,
      description = "Points to learn from, from 1. Default: 150.")
  private int points;

  @Option(
      names = "--particles",
      paramLabel = "N",
      defaultValue = "10",
      converter = WholeNumber.Positive.class,
      description = "Draws of the guide in a step, from 1. Default: 10.")
  private int particles;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.1",
      converter = RealNumber.Positive.class,
      description =
          "Learning rate of Adam at the beginning, greater than 0; it falls to 0. Default: 0.1.")
  private double learningRate;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "4000",
      converter = WholeNumber.Positive.class,
      description = "Draws of posterior and predictions, from 1. Default: 4000.")
  private int draws;

  @Override
  public void run() {
    options.perform(config(), Training::run);
  }

  private Config config() {
    int steps = options.steps(DEFAULTS.steps());
    int heldOut = DEFAULTS.heldOut();
    return new Config(points, heldOut, particles, learningRate, steps, draws, options.seed());
  }
}
