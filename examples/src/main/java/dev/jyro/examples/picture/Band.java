package dev.jyro.examples.picture;

import java.util.List;

/**
 * A named curve with a band around it, such as the mean of predictions and the interval that holds
 * nine tenths of them.
 *
 * <p>Errors: {@link IllegalArgumentException} unless there is a point, as many numbers in each
 * list, all of them finite, the {@code x} rise, and no lower edge is over its upper one.
 *
 * <p>Thread safety: immutable.
 *
 * @param name what the legend calls it
 * @param x where the points are, rising
 * @param lower the lower edge of the band at each
 * @param middle the curve at each
 * @param upper the upper edge at each
 */
public record Band(
    String name, List<Double> x, List<Double> lower, List<Double> middle, List<Double> upper) {

  /** Checks the points and keeps a copy of them. */
  public Band {
    x = List.copyOf(x);
    lower = List.copyOf(lower);
    middle = List.copyOf(middle);
    upper = List.copyOf(upper);
    needPoints(name, x, middle);
    needEdges(name, lower, upper, x.size());
    needRising(name, x);
  }

  private static void needPoints(String name, List<Double> x, List<Double> middle) {
    Coordinates.check("Band '%s'".formatted(name), x, middle);
  }

  private static void needEdges(String name, List<Double> lower, List<Double> upper, int count) {
    String owner = "Band '%s'".formatted(name);
    if (lower.size() != count || upper.size() != count) {
      throw new IllegalArgumentException(
          "%s has %d points, %d lower and %d upper edges: needed as many of each."
              .formatted(owner, count, lower.size(), upper.size()));
    }
    Coordinates.needFinite(owner, "lower edge", lower);
    Coordinates.needFinite(owner, "upper edge", upper);
    for (int i = 0; i < count; i++) {
      needOrder(owner, i, lower.get(i), upper.get(i));
    }
  }

  private static void needOrder(String owner, int point, double lower, double upper) {
    if (lower > upper) {
      throw new IllegalArgumentException(
          "%s: at point %d the lower edge is %s and the upper one %s, needed the lower one first. Fix: see whether they were exchanged."
              .formatted(owner, point, lower, upper));
    }
  }

  private static void needRising(String name, List<Double> x) {
    for (int i = 1; i < x.size(); i++) {
      if (x.get(i) < x.get(i - 1)) {
        throw new IllegalArgumentException(
            "Band '%s': x of point %d is %s, after %s, needed x that rise. Fix: sort the points by x."
                .formatted(name, i, x.get(i), x.get(i - 1)));
      }
    }
  }
}
