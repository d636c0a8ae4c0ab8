package dev.jyro.examples.picture;

import java.util.List;

/** What all that is drawn through points asks of them. */
final class Coordinates {
  private Coordinates() {}

  /** As many of both, at least one, and all finite. */
  static void check(String owner, List<Double> x, List<Double> y) {
    if (x.isEmpty() || x.size() != y.size()) {
      throw new IllegalArgumentException(
          "%s has %d x and %d y: needed as many of both, and at least one."
              .formatted(owner, x.size(), y.size()));
    }
    needFinite(owner, "x", x);
    needFinite(owner, "y", y);
  }

  static void needFinite(String owner, String axis, List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isFinite(values.get(i))) {
        throw new IllegalArgumentException(
            "%s: %s of point %d is %s, needed a finite number."
                .formatted(owner, axis, i, values.get(i)));
      }
    }
  }
}
