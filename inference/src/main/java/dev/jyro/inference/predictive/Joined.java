package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be equal where draws are put together. */
final class Joined {
  private Joined() {}

  /**
   * How many chains and draws each of these has.
   *
   * @param byName {@code [chains, draws] + shape of one value}
   */
  static Shape number(Map<String, Tensor> byName) {
    Set<Shape> numbers =
        byName.values().stream().map(Joined::number).collect(Collectors.toUnmodifiableSet());
    if (numbers.size() != 1 || numbers.iterator().next().size() == 0) {
      List<String> shapes =
          byName.entrySet().stream()
              .map(entry -> entry.getKey() + " " + entry.getValue().shape())
              .toList();
      throw new JyroException(
          "Draws of %s. Needed: at least one site, and as many chains and draws of each."
              .formatted(shapes));
    }
    return numbers.iterator().next();
  }

  private static Shape number(Tensor draws) {
    return draws.dim() < 2 ? Shapes.of(0) : Shapes.leading(draws.shape(), 2);
  }

  /** The sites of both. */
  static Map<String, Tensor> sites(Map<String, Tensor> some, Map<String, Tensor> others) {
    Map<String, Tensor> all = new LinkedHashMap<>(some);
    others.forEach((name, draws) -> all.merge(name, draws, (a, b) -> twice(name)));
    return all;
  }

  /** One after the other, along a dimension; the sites are the same. */
  static Map<String, Tensor> along(int dim, Map<String, Tensor> first, Map<String, Tensor> then) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    first.forEach(
        (name, draws) ->
            all.put(name, ShapeOps.cat(dim, draws, Objects.requireNonNull(then.get(name)))));
    return all;
  }

  static void needEqual(String what, Object mine, Object theirs) {
    if (!mine.equals(theirs)) {
      throw new JyroException(
          "Draws to be joined: %s are %s in one and %s in the other. Needed: as many of the same. Fix: only(names) leaves sites out."
              .formatted(what, mine, theirs));
    }
  }

  private static Tensor twice(String name) {
    throw new JyroException(
        "Draws to be put together: both have draws of '%s'. Fix: leave them out of one with without(name)."
            .formatted(name));
  }
}
