package dev.jyro.examples.picture;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Named points of the plane, in no order.
 *
 * <p>Errors: {@link IllegalArgumentException} unless there is a point, as many {@code y} as {@code
 * x}, and every number is finite.
 *
 * <p>Thread safety: immutable.
 *
 * @param name what the legend calls them
 * @param x where the points are
 * @param y how high they are, one for each of {@code x}
 */
public record Cloud(String name, List<Double> x, List<Double> y) {

  /** Checks the points and keeps a copy of them. */
  public Cloud {
    x = List.copyOf(x);
    y = List.copyOf(y);
    Coordinates.check("Cloud '%s'".formatted(name), x, y);
  }

  /**
   * A cloud for each class that has points, the classes rising; each is named by its number.
   *
   * @param x where the points are
   * @param y how high they are, one for each of {@code x}
   * @param classes to which each belongs
   * @throws IllegalArgumentException unless there are as many of all three
   */
  public static List<Cloud> byClass(List<Double> x, List<Double> y, List<Integer> classes) {
    if (x.size() != classes.size() || y.size() != classes.size()) {
      throw new IllegalArgumentException(
          "Points by class: found %d x, %d y and %d classes, needed as many of each."
              .formatted(x.size(), y.size(), classes.size()));
    }
    return classes.stream().distinct().sorted().map(one -> ofClass(one, x, y, classes)).toList();
  }

  private static Cloud ofClass(int one, List<Double> x, List<Double> y, List<Integer> classes) {
    int[] members = IntStream.range(0, classes.size()).filter(i -> classes.get(i) == one).toArray();
    return new Cloud(
        Integer.toString(one),
        IntStream.of(members).mapToObj(x::get).toList(),
        IntStream.of(members).mapToObj(y::get).toList());
  }
}
