package dev.jyro.examples.schools;

import dev.jyro.examples.CommonOptions;
import dev.jyro.examples.RealNumber;
import dev.jyro.examples.WholeNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code eight-schools}. */
@Command(
    name = "eight-schools",
    description = {
      "Learns from eight small experiments at once: a hierarchical model, centred and non-centred.",
      "Without --epochs and --steps it takes 5000 steps with each guide.",
      "Sets two guides of each beside the exact posterior. Writes intervals.png, pooling.png,",
      "spread.png, funnel.png, report.html and checkpoints into --out."
    })
public final class EightSchoolsCommand implements Runnable {
  private static final int STEPS = 5000;

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--particles",
      paramLabel = "N",
      defaultValue = "16",
      converter = WholeNumber.Positive.class,
      description = "Draws of the guide in each step, from 1. Default: 16.")
  private int particles;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      defaultValue = "0.1",
      converter = RealNumber.Positive.class,
      description = "Learning rate of Adam at the start, greater than 0. Default: 0.1.")
  private double learningRate;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "10000",
      converter = WholeNumber.Positive.class,
      description = "Draws of each fitted guide, from 100. Default: 10000.")
  private int draws;

  @Override
  public void run() {
    options.perform(config(), Comparison::run);
  }

  private Config config() {
    return new Config(options.steps(STEPS), particles, learningRate, draws, options.seed());
  }
}
