package dev.jyro.examples.bench;

import java.util.List;
import java.util.Locale;

/** One timing against another. */
final class Comparison {
  private Comparison() {}

  /** The ratio of the medians. */
  static double ratio(Timing one, Timing other) {
    return one.medianNanos() / other.medianNanos();
  }

  /** The first timing against the last, in words. */
  static String line(List<Timing> timings) {
    Timing first = timings.get(0);
    Timing last = timings.get(timings.size() - 1);
    return timings.size() == 1
        ? ""
        : String.format(
            Locale.ROOT, "%s / %s: %.2f", first.mode(), last.mode(), ratio(first, last));
  }
}
