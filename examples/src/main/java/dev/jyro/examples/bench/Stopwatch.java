package dev.jyro.examples.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Times one contender, turn by turn, on the thread that asks. */
final class Stopwatch {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Contender contender;
  private final List<Double> nanos = new ArrayList<>();
  private long bytes;
  private long steps;

  Stopwatch(Contender contender) {
    this.contender = contender;
  }

  void warmUp(Plan plan) {
    contender.run(plan.warmUp());
  }

  /** One turn. */
  void turn(Plan plan) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    if (plan.unit() == Plan.Unit.STEP) {
      for (int i = 0; i < plan.steps(); i++) {
        time(1);
      }
    } else {
      time(plan.steps());
    }
    bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
    steps += plan.steps();
  }

  Timing timing() {
    return new Timing(contender.mode(), List.copyOf(nanos), (double) bytes / steps);
  }

  private void time(int count) {
    long start = System.nanoTime();
    contender.run(count);
    nanos.add((System.nanoTime() - start) / (double) count);
  }
}
