package dev.jyro.examples.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code bench ops}. */
@Command(
    name = "ops",
    description = {
      "Takes a step apart: tensor operations and time by phase.",
      "torch_us is the time in Torch that operations were heard to take, dispatch_us the rest of a",
      "phase. Layers of DJL's own are not heard, but for its linear one."
    })
final class OpsCommand implements Runnable {
  private static final Plan SMALL = Plan.byStep(3000, 1, 500);
  private static final Plan LARGE = Plan.byStep(500, 1, 100);
  private static final int TOP = 12;

  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public void run() {
    Report report = options.start(1);
    takeApart(Work.eightSchools(), options.plan(SMALL), report);
    takeApart(Work.linearRegression(), options.plan(SMALL), report);
    takeApart(VaeWork.create(), options.plan(LARGE), report);
  }

  private static void takeApart(Work<?> work, Plan plan, Report report) {
    Anatomy anatomy = Anatomy.of(work);
    Timing timing = anatomy.time(plan);
    OpCounts counts = anatomy.count(plan.steps());
    List<Row> phases =
        Arrays.stream(Phase.values())
            .map(phase -> phase(work, phase, anatomy.clock().micros(phase), counts.of(phase)))
            .toList();
    List<Row> totals = List.of(total(work, timing, counts), byHand(work, plan));
    report.rows(work.name(), Stream.concat(phases.stream(), totals.stream()).toList());
    report.rows(
        work.name() + ", the operations that take most",
        counts.byOperation().stream()
            .limit(TOP)
            .map(entry -> operation(work, entry.getKey(), entry.getValue()))
            .toList());
  }

  private static Row phase(Work<?> work, Phase phase, double micros, OpCounts.Tally tally) {
    return row(work, Work.SVI_MODE, phase.label(), tally)
        .and("us", micros, 1)
        .and("torch_us", tally.micros(), 1)
        .and("dispatch_us", micros - tally.micros(), 1);
  }

  private static Row byHand(Work<?> work, Plan plan) {
    Contender loop = work.inHand();
    Stopwatch watch = new Stopwatch(loop);
    watch.warmUp(plan);
    watch.turn(plan);
    return total(work, watch.timing(), Anatomy.count(loop, plan.steps()));
  }

  private static Row total(Work<?> work, Timing timing, OpCounts counts) {
    return row(work, timing.mode(), "all", counts.total())
        .and("us", timing.medianMicros(), 1)
        .and("torch_us", counts.total().micros(), 1)
        .heap(timing);
  }

  private static Row row(Work<?> work, String mode, String phase, OpCounts.Tally tally) {
    return Row.of("work", work.name())
        .and("mode", mode)
        .and("phase", phase)
        .and("ops", tally.count(), 1)
        .and("tracked_ops", tally.tracked(), 1);
  }

  private static Row operation(Work<?> work, String operation, OpCounts.Tally tally) {
    return Row.of("work", work.name())
        .and("operation", operation)
        .and("ops", tally.count(), 1)
        .and("tracked_ops", tally.tracked(), 1)
        .and("torch_us", tally.micros(), 1);
  }
}
