package dev.jyro.examples.bench;

import dev.jyro.examples.WholeNumber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench threads}. */
@Command(
    name = "threads",
    description = {
      "Measures two trainings on two threads against one on one, Torch having 1 thread.",
      "--sweep times the autoencoder's step with Torch's threads waiting in different ways, each",
      "in a process of its own, alone and beside a busy one; its --steps are turns of 5."
    })
final class ThreadsCommand implements Callable<Integer> {
  private static final Plan LOOPS = Plan.byTurn(10_000, 25, 1000);
  private static final Plan SWEEP = new Plan(10, 1, 20, Plan.Unit.STEP, Duration.ofSeconds(3));

  @Mixin private BenchOptions options = new BenchOptions();

  @Option(names = "--sweep", description = "Sweep GOMP_SPINCOUNT in place of the rest.")
  private boolean sweep;

  @Option(
      names = "--settings",
      paramLabel = "N",
      defaultValue = "100",
      converter = WholeNumber.Positive.class,
      description = "Sweep only the first so many settings. Default: all.")
  private int settings;

  @Override
  public Integer call() throws Exception {
    if (sweep) {
      sweepSpins();
    } else {
      compareLoops();
    }
    return 0;
  }

  private void compareLoops() throws Exception {
    Report report = options.start(1);
    Plan plan = options.plan(LOOPS);
    List<Double> one = new ArrayList<>();
    List<Double> two = new ArrayList<>();
    try (Loops loops = new Loops(2)) {
      loops.stepsPerSecond(2, Math.max(1, plan.warmUp()));
      for (int round = 0; round < plan.rounds(); round++) {
        one.add(loops.stepsPerSecond(1, plan.steps()));
        two.add(loops.stepsPerSecond(2, plan.steps()));
      }
    }
    double base = Timing.median(one);
    report.rows(
        "trainings at once", List.of(row("one loop", one, base), row("two loops", two, base)));
  }

  private static Row row(String mode, List<Double> rates, double base) {
    double median = Timing.median(rates);
    return Row.of("work", "eight_schools")
        .and("mode", mode)
        .and("steps_per_s_median", median, 0)
        .and("ratio", median / base, 2);
  }

  private void sweepSpins() throws Exception {
    Report report = options.start(2);
    List<SpinSweep.Setting> all = SpinSweep.all(2);
    Plan plan = options.plan(SWEEP);
    SpinSweep spins = new SpinSweep(plan, all.subList(0, Math.min(settings, all.size())));
    report.rows("how Torch's threads wait", spins.run());
  }
}
