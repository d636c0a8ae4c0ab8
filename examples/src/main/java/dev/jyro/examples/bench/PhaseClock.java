package dev.jyro.examples.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tells how long each phase takes, step by step. */
final class PhaseClock {
  private final Map<Phase, Double> step = new EnumMap<>(Phase.class);
  private final Map<Phase, List<Double>> steps = new EnumMap<>(Phase.class);
  private Phase now = Phase.AROUND;
  private long since;

  PhaseClock() {
    forget();
  }

  /** Forgets all steps so far. */
  void forget() {
    for (Phase phase : Phase.values()) {
      steps.put(phase, new ArrayList<>());
    }
  }

  Phase now() {
    return now;
  }

  /** Runs the body, which is of this phase but for inner ones. */
  void in(Phase phase, Runnable body) {
    Phase outer = now;
    enter(phase);
    try {
      body.run();
    } finally {
      enter(outer);
    }
  }

  /** Runs a whole step. */
  void step(Runnable body) {
    step.clear();
    since = System.nanoTime();
    body.run();
    enter(Phase.AROUND);
    steps.forEach((phase, nanos) -> nanos.add(step.getOrDefault(phase, 0.0)));
  }

  /** The median over the steps, in microseconds. */
  double micros(Phase phase) {
    return Timing.median(steps.getOrDefault(phase, List.of())) / 1e3;
  }

  private void enter(Phase next) {
    long time = System.nanoTime();
    step.merge(now, (double) (time - since), Double::sum);
    since = time;
    now = next;
  }
}
