package dev.jyro.examples.logistic;

import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.DigitOptions;
import dev.jyro.examples.RealNumber;
import dev.jyro.examples.WholeNumber;
import dev.jyro.examples.data.Mnist;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bayesian-logistic}. */
@Command(
    name = "bayesian-logistic",
    description = {
      "Learns threes from eights by logistic regression: the mode against three posteriors.",
      "Without --epochs and --steps it takes 4000 steps with each guide.",
      "Writes calibration.png, weights.png, report.html and checkpoints into --out."
    })
public final class BayesianLogisticCommand implements Runnable {
  private static final int STEPS = 4000;

  @Mixin private CommonOptions options = new CommonOptions();
  @Mixin private DigitOptions data = new DigitOptions();

  @Option(
      names = "--digits",
      paramLabel = "N",
      defaultValue = "400",
      converter = WholeNumber.Positive.class,
      description = "Digits to learn from, from 1. Default: 400.")
  private int digits;

  @Option(
      names = "--prior-scale",
      paramLabel = "X",
      defaultValue = "10",
      converter = RealNumber.Positive.class,
      description = "Standard deviation of a weight's prior, greater than 0. Default: 10.")
  private double priorScale;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "100",
      converter = WholeNumber.Positive.class,
      description = "Digits of a step, from 1. Default: 100.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.2",
      converter = RealNumber.Positive.class,
      description = "Learning rate of Adam at the start, greater than 0. Default: 0.2.")
  private double learningRate;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "1000",
      converter = WholeNumber.Positive.class,
      description = "Draws of each posterior, from 100. Default: 1000.")
  private int draws;

  @Override
  public void run() {
    Mnist mnist = data.digits();
    options.perform(config(), (config, stage) -> Comparison.run(config, mnist, stage));
  }

  private Config config() {
    int perEpoch = (digits + batchSize - 1) / batchSize;
    int steps = options.steps(STEPS, perEpoch);
    return new Config(digits, priorScale, batchSize, steps, learningRate, draws, options.seed());
  }
}
