package dev.jyro.examples.bench;

import dev.jyro.tensor.Tensor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench vae}. */
@Command(
    name = "vae",
    description = {
      "Times steps of the autoencoder of Pyro's tutorial: by SVI and by hand.",
      "Its first step is timed from the start of the process."
    })
final class VaeStepCommand implements Runnable {
  /** 300 steps of each, in blocks, so that each finds its own weights in the caches. */
  private static final Plan PLAN = Plan.byStep(1000, 12, 25);

  @Mixin private BenchOptions options = new BenchOptions();

  @Option(names = "--only-svi", description = "Leave out the loop that is written by hand.")
  private boolean onlySvi;

  @Override
  public void run() {
    Report report = options.start(2);
    Work<Tensor> work = VaeWork.create();
    Contender svi = work.inJyro();
    double toFirstStep = secondsToFirstStep(svi);
    List<Contender> contenders = onlySvi ? List.of(svi) : List.of(svi, work.inHand());
    List<Timing> timings = Race.run(options.plan(PLAN), contenders);
    report.rows("vae", timings.stream().map(timing -> row(work, timing, toFirstStep)).toList());
    report.say(Comparison.line(timings));
  }

  private static Row row(Work<?> work, Timing timing, double toFirstStep) {
    Row row =
        Row.of(work.name(), timing)
            .and("step_ms_median", timing.medianMicros() / 1e3, 3)
            .micros(timing)
            .heap(timing);
    return timing.mode().equals(Work.SVI_MODE)
        ? row.and("start_to_first_step_s", toFirstStep, 2)
        : row;
  }

  private static double secondsToFirstStep(Contender svi) {
    svi.run(1);
    Instant start = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    return Duration.between(start, Instant.now()).toMillis() / 1e3;
  }
}
