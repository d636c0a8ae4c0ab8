package dev.jyro.examples.picture;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A named curve through points, in the order given.
 *
 * <p>Errors: {@link IllegalArgumentException} unless there is a point, as many {@code y} as {@code
 * x}, and every number is finite.
 *
 * <p>Thread safety: immutable.
 *
 * @param name what the legend calls it
 * @param x where the points are
 * @param y how high they are, one for each of {@code x}
 */
public record Curve(String name, List<Double> x, List<Double> y) {

  /** Checks the points and keeps a copy of them. */
  public Curve {
    x = List.copyOf(x);
    y = List.copyOf(y);
    if (x.isEmpty() || x.size() != y.size()) {
      throw new IllegalArgumentException(
          "Curve '%s' has %d x and %d y: needed as many of both, and at least one."
              .formatted(name, x.size(), y.size()));
    }
    requireFinite(name, "x", x);
    requireFinite(name, "y", y);
  }

  /** A curve over the epochs 1, 2, 3, …, with one value for each. */
  public static Curve byEpoch(String name, List<Double> y) {
    return new Curve(
        name, IntStream.rangeClosed(1, y.size()).mapToObj(epoch -> (double) epoch).toList(), y);
  }

  private static void requireFinite(String name, String axis, List<Double> values) {
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isFinite(values.get(i))) {
        throw new IllegalArgumentException(
            "Curve '%s': %s of point %d is %s, needed a finite number."
                .formatted(name, axis, i, values.get(i)));
      }
    }
  }
}
