package dev.jyro.examples.bench;

import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.State;
import dev.jyro.inference.svi.ELBO;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.TensorScope;
import java.util.Map;

/**
 * A training whose parts are looked at one by one: its programs, objective and optimizer are
 * wrapped, so that a clock and a counter know which of them is at work.
 */
final class Anatomy {
  private final PhaseClock clock;
  private final Contender whole;
  private final Runnable step;

  private Anatomy(PhaseClock clock, Runnable step) {
    this.clock = clock;
    this.step = step;
    this.whole = new Contender(Work.SVI_MODE, this::timedStep);
  }

  static <A> Anatomy of(Work<A> work) {
    PhaseClock clock = new PhaseClock();
    SVI<A> svi =
        SVI.of(
            program(work.model(), clock),
            program(work.guide(), clock),
            optimizer(Adam.withLearningRate(work.rate()), clock),
            objective(TraceELBO.create(), clock));
    return new Anatomy(clock, () -> svi.step(work.data()));
  }

  PhaseClock clock() {
    return clock;
  }

  /** Warms up, and times the steps of the plan without listening. */
  Timing time(Plan plan) {
    Stopwatch watch = new Stopwatch(whole);
    watch.warmUp(plan);
    clock.forget();
    watch.turn(plan);
    return watch.timing();
  }

  /** Listens to some steps. */
  OpCounts count(int steps) {
    return counted(step, clock, steps);
  }

  /** Listens to steps of a loop that is not taken apart. */
  static OpCounts count(Contender contender, int steps) {
    return counted(contender.step(), new PhaseClock(), steps);
  }

  /** Twice, since listening wants to be warmed up as well. */
  private static OpCounts counted(Runnable step, PhaseClock clock, int steps) {
    heard(step, clock, steps);
    return heard(step, clock, steps);
  }

  private static OpCounts heard(Runnable step, PhaseClock clock, int steps) {
    OpCounts counts = new OpCounts(clock::now, steps);
    for (int i = 0; i < steps; i++) {
      try (TensorScope scope = TensorScope.open(counts)) {
        step.run();
      }
    }
    return counts;
  }

  private void timedStep() {
    clock.step(step);
  }

  private static <A> Model<A> program(Model<A> model, PhaseClock clock) {
    return data -> clock.in(Phase.PROGRAMS, () -> model.run(data));
  }

  private static Optimizer optimizer(Optimizer optimizer, PhaseClock clock) {
    return () -> new Clocked(optimizer.start(), clock);
  }

  /** A course whose steps are timed. */
  private record Clocked(Optimizer.Course course, PhaseClock clock) implements Optimizer.Course {
    @Override
    public void step(Map<String, Leaf> leaves) {
      clock.in(Phase.UPDATE, () -> course.step(leaves));
    }

    @Override
    public State state(Map<String, Leaf> leaves) {
      return course.state(leaves);
    }

    @Override
    public void restore(State state, Map<String, Leaf> leaves) {
      course.restore(state, leaves);
    }
  }

  private static ELBO objective(ELBO elbo, PhaseClock clock) {
    return (run, descend) -> {
      double[] loss = new double[1];
      clock.in(
          Phase.DENSITIES,
          () ->
              loss[0] =
                  elbo.estimate(
                      run, tensor -> clock.in(Phase.BACKWARD, () -> descend.accept(tensor))));
      return loss[0];
    };
  }
}
