package dev.jyro.examples.bench;

import dev.jyro.examples.WholeNumber;
import dev.jyro.tensor.Torch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every benchmark, for {@code @Mixin}. */
final class BenchOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(names = "--json", description = "Print one JSON object a line in place of tables.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description = "Threads that Torch may use, from 1. Default: the benchmark's own.")
  private @Nullable Integer threads;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      converter = WholeNumber.NonNegative.class,
      description = "Steps before measuring, from 0. Default: the benchmark's own.")
  private @Nullable Integer warmUp;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description =
          "Rounds in which all that is compared takes turns. Default: the benchmark's own.")
  private @Nullable Integer rounds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = WholeNumber.Positive.class,
      description = "Steps in one turn, from 1. Default: the benchmark's own.")
  private @Nullable Integer steps;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      converter = WholeNumber.Positive.class,
      description = "Begin no round after so many seconds of measuring. Default: none.")
  private @Nullable Integer limit;

  /** Sets Torch's threads and makes the report. */
  Report start(int threadsOtherwise) {
    Torch.setThreads(threads == null ? threadsOtherwise : threads);
    if (command == null) {
      throw new IllegalStateException("BenchOptions works as a @Mixin of a command only.");
    }
    return Report.of(command, json ? Report.Form.JSON : Report.Form.TABLE);
  }

  /** The benchmark's own plan, but for what was asked for. */
  Plan plan(Plan own) {
    return new Plan(
        warmUp == null ? own.warmUp() : warmUp,
        rounds == null ? own.rounds() : rounds,
        steps == null ? own.steps() : steps,
        own.unit(),
        limit == null ? own.limit() : Duration.ofSeconds(limit));
  }
}
