package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An array whose dimensions have names.
 *
 * @param dims the dimensions' names, as many as the values have
 * @param values the numbers or texts
 * @param attributes remarks; one that is no text is its JSON
 */
public record Variable(List<String> dims, Values values, Map<String, String> attributes) {
  /** Draws have it first: the chain's number. */
  public static final String CHAIN = "chain";

  /** Draws have it second: the draw's number within its chain. */
  public static final String DRAW = "draw";

  private static final List<String> NUMBERING = List.of(CHAIN, DRAW);

  /**
   * Keeps copies of the lists.
   *
   * @throws JyroException if there are not as many names as dimensions, or one of them twice
   */
  public Variable {
    dims = List.copyOf(dims);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    int rank = values.shape().dimension();
    if (dims.size() != rank || dims.stream().distinct().count() != rank) {
      throw new JyroException(
          "Dimensions named %s for shape %s. Needed: %d different names."
              .formatted(dims, values.shape(), rank));
    }
  }

  /** Draws, {@code [chains, draws] + shape of one value}; the rest is {@code NAME_dim_0} and on. */
  static Variable ofDraws(String name, Values values) {
    return new Variable(names(name, NUMBERING, values.shape()), values, Map.of());
  }

  /** Data, whose dimensions are {@code NAME_dim_0} and on. */
  static Variable ofData(String name, Values values) {
    return new Variable(names(name, List.of(), values.shape()), values, Map.of());
  }

  /** Whether the first dimensions number chains and draws. */
  boolean isDrawn() {
    return dims.size() >= 2 && dims.subList(0, 2).equals(NUMBERING);
  }

  /** The same with other names for the dimensions, those of chains and draws left out. */
  Variable named(List<String> others) {
    List<String> all = new ArrayList<>(isDrawn() ? NUMBERING : List.of());
    all.addAll(others);
    return new Variable(all, values, attributes);
  }

  private static List<String> names(String name, List<String> first, Shape shape) {
    List<String> names = new ArrayList<>(first);
    for (int dim = first.size(); dim < shape.dimension(); dim++) {
      names.add("%s_dim_%d".formatted(name, dim - first.size()));
    }
    return names;
  }
}
