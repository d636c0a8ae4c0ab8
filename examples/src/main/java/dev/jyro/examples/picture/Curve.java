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
    Coordinates.check("Curve '%s'".formatted(name), x, y);
  }

  /** A curve over the epochs 1, 2, 3, …, with one value for each. */
  public static Curve byEpoch(String name, List<Double> y) {
    return new Curve(
        name, IntStream.rangeClosed(1, y.size()).mapToObj(epoch -> (double) epoch).toList(), y);
  }
}
