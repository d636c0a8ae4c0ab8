package dev.jyro.examples.bench;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code bench small}. */
@Command(
    name = "small",
    description = "Times steps of two small models, where all is overhead: by SVI and by hand.")
final class SmallCommand implements Runnable {
  /** Long enough for Java's compiler; then the peers' own 15 runs of 100 steps. */
  private static final Plan PLAN = Plan.byTurn(3000, 15, 100);

  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public void run() {
    Report report = options.start(1);
    List<Work<?>> works = List.of(Work.eightSchools(), Work.linearRegression());
    works.forEach(work -> time(work, report));
  }

  private void time(Work<?> work, Report report) {
    List<Timing> timings = Race.run(options.plan(PLAN), work.contenders());
    report.rows(work.name(), timings.stream().map(timing -> row(work, timing)).toList());
    report.say(Comparison.line(timings));
  }

  private static Row row(Work<?> work, Timing timing) {
    return Row.of(work.name(), timing).micros(timing).heap(timing);
  }
}
