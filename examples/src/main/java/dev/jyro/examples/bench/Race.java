package dev.jyro.examples.bench;

import java.util.List;

/**
 * Measures several ways to do one thing in turn, round by round, so that whatever else the machine
 * is busy with falls on all of them alike.
 */
final class Race {
  private Race() {}

  /** The timings, in the order of the contenders. */
  static List<Timing> run(Plan plan, List<Contender> contenders) {
    List<Stopwatch> watches = contenders.stream().map(Stopwatch::new).toList();
    watches.forEach(watch -> watch.warmUp(plan));
    long end = System.nanoTime() + plan.limit().toNanos();
    for (int round = 0; round < plan.rounds(); round++) {
      if (round == 0 || System.nanoTime() - end < 0) {
        watches.forEach(watch -> watch.turn(plan));
      }
    }
    return watches.stream().map(Stopwatch::timing).toList();
  }
}
