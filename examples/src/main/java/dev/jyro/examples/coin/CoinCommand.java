package dev.jyro.examples.coin;

import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.RealNumber;
import dev.jyro.examples.WholeNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code coin}. */
@Command(
    name = "coin",
    description = {
      "Learns how fair a coin is, beside the exact posterior.",
      "Without --epochs and --steps it takes 3000 steps.",
      "Every step sees all tosses: --steps says how many there are, 3000 unless it is given.",
      "Writes posterior.png, elbo.png, report.html and a checkpoint into --out."
    })
public final class CoinCommand implements Runnable {
  private static final Config DEFAULTS = Config.defaults();

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--heads",
      paramLabel = "N",
      defaultValue = "6",
      converter = WholeNumber.NonNegative.class,
      description = "How often heads came, from 0. Default: 6.")
  private int heads;

  @Option(
      names = "--tails",
      paramLabel = "N",
      defaultValue = "4",
      converter = WholeNumber.NonNegative.class,
      description = "How often tails came, from 0. Default: 4.")
  private int tails;

  @Option(
      names = "--particles",
      paramLabel = "N",
      defaultValue = "20",
      converter = WholeNumber.Positive.class,
      description = "Draws of the guide in a step, from 1. Default: 20.")
  private int particles;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.005",
      converter = RealNumber.Positive.class,
      description = "Learning rate of Adam, greater than 0. Default: 0.005.")
  private double learningRate;

  @Override
  public void run() {
    options.perform(config(), Training::run);
  }

  private Config config() {
    int steps = options.steps(DEFAULTS.steps());
    return new Config(heads, tails, particles, learningRate, steps, options.seed());
  }
}
