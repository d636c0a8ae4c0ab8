package dev.jyro.examples.bench;

import dev.jyro.examples.WholeNumber;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.ELBO;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code bench particles}. */
@Command(
    name = "particles",
    description = {
      "Times steps with several particles: in a loop, on two threads, and side by side,",
      "Torch having 1 thread."
    })
final class ParticlesCommand implements Runnable {
  private static final Plan SMALL = Plan.byStep(2000, 12, 100);
  private static final Plan LARGE = Plan.byStep(100, 12, 5);

  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--particles",
      paramLabel = "K",
      defaultValue = "8",
      converter = WholeNumber.Positive.class,
      description = "How many particles. Default: ${DEFAULT-VALUE}.")
  private int particles;

  @Override
  public void run() {
    Report report = options.start(1);
    ExecutorService helper = Executors.newSingleThreadExecutor();
    try {
      race(report, Work.eightSchools(), SMALL, helper);
      race(report, VaeWork.create(), LARGE, helper);
    } finally {
      helper.shutdown();
    }
  }

  private <A> void race(Report report, Work<A> work, Plan plan, ExecutorService helper) {
    TraceELBO loop = TraceELBO.withParticles(particles);
    List<Timing> timings =
        Race.run(
            options.plan(plan),
            List.of(
                contender("loop", work, loop),
                contender("threads", work, loop.parallel(helper)),
                contender("side by side", work, TraceELBO.vectorized(particles))));
    Timing base = timings.get(0);
    report.rows(
        work.name() + ", particles", timings.stream().map(t -> row(work, t, base)).toList());
  }

  private static <A> Contender contender(String mode, Work<A> work, ELBO elbo) {
    SVI<A> svi = SVI.of(work.model(), work.guide(), Adam.withLearningRate(work.rate()), elbo);
    return new Contender(mode, () -> svi.step(work.data()));
  }

  private static Row row(Work<?> work, Timing timing, Timing base) {
    return Row.of(work.name(), timing)
        .micros(timing)
        .heap(timing)
        .and("ratio", Comparison.ratio(timing, base), 2);
  }
}
