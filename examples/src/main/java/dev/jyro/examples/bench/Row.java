package dev.jyro.examples.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of a result: named cells in order.
 *
 * @param cells texts and numbers by key
 */
record Row(Map<String, Object> cells) {
  Row {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  static Row of(String key, Object value) {
    return new Row(Map.of(key, value));
  }

  /** What was measured of a work, and in which mode. */
  static Row of(String work, Timing timing) {
    return of("work", work).and("mode", timing.mode());
  }

  Row and(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(cells);
    more.put(key, value);
    return new Row(more);
  }

  /** A number, rounded to so many digits after the point. */
  Row and(String key, double value, int digits) {
    double unit = Math.pow(10, digits);
    return and(key, digits == 0 ? (Object) Math.round(value) : Math.round(value * unit) / unit);
  }

  /** Median and least time of a step, in microseconds. */
  Row micros(Timing timing) {
    return and("step_us_median", timing.medianMicros(), 1)
        .and("step_us_min", timing.minMicros(), 1);
  }

  Row heap(Timing timing) {
    return and("heap_bytes_per_step", timing.bytes(), 0);
  }
}
