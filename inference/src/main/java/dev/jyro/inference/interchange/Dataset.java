package dev.jyro.inference.interchange;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One group of {@link InferenceData}: variables by name, whose dimensions have names, and
 * coordinates, which label the places along a dimension.
 *
 * <p>A dimension has one length in all variables. Immutable; safe for any number of threads.
 *
 * @param variables by name
 * @param coords labels by dimension, one for each place
 * @param attributes remarks; one that is no text is its JSON
 */
public record Dataset(
    Map<String, Variable> variables, Map<String, Values> coords, Map<String, String> attributes) {
  /**
   * Keeps copies of the maps.
   *
   * @throws JyroException if variables or coordinates give one dimension different lengths, if one
   *     name is for a variable and a coordinate, or if a name is empty or no Unicode
   */
  public Dataset {
    variables = copy(variables);
    coords = copy(coords);
    attributes = copy(attributes);
    Map<String, Long> lengths = new LinkedHashMap<>();
    coords.forEach(Dataset::needRow);
    coords.forEach((dim, labels) -> need(lengths, dim, labels.shape().get(0), "its labels"));
    variables.forEach((name, variable) -> need(lengths, name, variable));
    needApart(variables, coords);
  }

  /**
   * A group of draws: dimensions {@link Variable#CHAIN}, {@link Variable#DRAW}, {@code NAME_dim_0}
   * and on.
   */
  public static Dataset of(Draws draws) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    draws
        .names()
        .forEach(
            name -> variables.put(name, Variable.ofDraws(name, Values.of(draws.chains(name)))));
    return new Dataset(variables, Map.of(), Map.of()).numbered();
  }

  /** A group of data: dimensions {@code NAME_dim_0} and on; the tensors leave their scopes. */
  public static Dataset of(Map<String, Tensor> data) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    data.forEach((name, tensor) -> variables.put(name, Variable.ofData(name, Values.of(tensor))));
    return new Dataset(variables, Map.of(), Map.of()).numbered();
  }

  /**
   * The variable of this name.
   *
   * @throws JyroException if there is none; the message lists those that there are
   */
  public Variable variable(String name) {
    Variable found = variables.get(name);
    if (found == null) {
      throw new JyroException(
          "There is no variable '%s'. There are: %s.".formatted(name, variables.keySet()));
    }
    return found;
  }

  /**
   * The variable's numbers.
   *
   * @throws JyroException if there is no such variable, or if it has texts
   */
  public Tensor tensor(String name) {
    if (variable(name).values() instanceof Values.Numbers numbers) {
      return numbers.tensor();
    }
    throw new JyroException(
        "The variable '%s' has texts. Fix: read variable(\"%s\").values().".formatted(name, name));
  }

  /**
   * The labels along a dimension.
   *
   * @throws JyroException if there are none; the message lists the dimensions that have some
   */
  public Values labels(String dim) {
    Values found = coords.get(dim);
    if (found == null) {
      throw new JyroException(
          "There are no labels along '%s'. There are along: %s.".formatted(dim, coords.keySet()));
    }
    return found;
  }

  /**
   * All variables as draws.
   *
   * @throws JyroException if one of them has not {@code chain} and {@code draw} as its first
   *     dimensions, or texts
   */
  public Draws draws() {
    Map<String, Tensor> draws = new LinkedHashMap<>();
    variables.forEach((name, variable) -> draws.put(name, drawn(name, variable)));
    return Draws.ofChains(draws);
  }

  /**
   * The same with other names for the dimensions of a variable, those of chains and draws left out.
   * New dimensions are labelled by number.
   *
   * @throws JyroException if there is no such variable, if it has another number of dimensions, or
   *     if a name has another length elsewhere
   */
  public Dataset dims(String name, String... dims) {
    Variable renamed;
    try {
      renamed = variable(name).named(List.of(dims));
    } catch (JyroException e) {
      e.add("Where:", "variable '%s'".formatted(name));
      throw e;
    }
    Map<String, Variable> others = new LinkedHashMap<>(variables);
    others.put(name, renamed);
    Map<String, Values> labels = new LinkedHashMap<>(coords);
    labels
        .keySet()
        .removeIf(dim -> others.values().stream().noneMatch(v -> v.dims().contains(dim)));
    return new Dataset(others, labels, attributes).numbered();
  }

  /**
   * The same with these labels along a dimension.
   *
   * @throws JyroException if no variable has the dimension, or if it has another length
   */
  public Dataset labels(String dim, Values labels) {
    if (!hasDim(dim)) {
      throw new JyroException(
          "There is no dimension '%s'. There are: %s. Fix: name it first, with dims."
              .formatted(dim, coords.keySet()));
    }
    Map<String, Values> others = new LinkedHashMap<>(coords);
    others.put(dim, labels);
    return new Dataset(variables, others, attributes);
  }

  /** The arrays to be written: labels and variables, by name. */
  Map<String, Values> arrays() {
    Map<String, Values> arrays = new LinkedHashMap<>(coords);
    variables.forEach((name, variable) -> arrays.put(name, variable.values()));
    return arrays;
  }

  /** The same with these remarks besides; those that there are stay. */
  Dataset remarked(Map<String, String> remarks) {
    Map<String, String> all = new LinkedHashMap<>(remarks);
    all.putAll(attributes);
    return new Dataset(variables, coords, all);
  }

  boolean hasDim(String dim) {
    return variables.values().stream().anyMatch(variable -> variable.dims().contains(dim));
  }

  /** The same where dimensions without labels have numbers from 0. */
  private Dataset numbered() {
    Map<String, Values> all = new LinkedHashMap<>(coords);
    for (Variable variable : variables.values()) {
      for (int i = 0; i < variable.dims().size(); i++) {
        long length = variable.values().shape().get(i);
        all.computeIfAbsent(variable.dims().get(i), dim -> Values.upTo(length));
      }
    }
    return new Dataset(variables, all, attributes);
  }

  private Tensor drawn(String name, Variable variable) {
    if (!variable.isDrawn()) {
      throw new JyroException(
          "The variable '%s' has dimensions %s. Needed: first '%s', then '%s'."
              .formatted(name, variable.dims(), Variable.CHAIN, Variable.DRAW));
    }
    return tensor(name);
  }

  private static void need(Map<String, Long> lengths, String name, Variable variable) {
    needName(name);
    Shape shape = variable.values().shape();
    for (int i = 0; i < shape.dimension(); i++) {
      needName(variable.dims().get(i));
      need(lengths, variable.dims().get(i), shape.get(i), "'%s'".formatted(name));
    }
  }

  private static void need(Map<String, Long> lengths, String dim, long length, String where) {
    Long known = lengths.putIfAbsent(dim, length);
    if (known != null && known != length) {
      throw new JyroException(
          "The dimension '%s' has length %d in %s and %d before. Needed: one length. Fix: give it another name."
              .formatted(dim, length, where, known));
    }
  }

  private static void needRow(String dim, Values labels) {
    needName(dim);
    if (labels.shape().dimension() != 1) {
      throw new JyroException(
          "Labels of shape %s along '%s'. Needed: one dimension.".formatted(labels.shape(), dim));
    }
  }

  private static void needName(String name) {
    if (name.isEmpty() || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw new JyroException("The name '%s' is empty or no Unicode.".formatted(name));
    }
  }

  private static void needApart(Map<String, Variable> variables, Map<String, Values> coords) {
    for (String name : coords.keySet()) {
      if (variables.containsKey(name)) {
        throw new JyroException(
            "'%s' is a variable and the coordinate of a dimension. Needed: names apart. Fix: give the dimension another name; or, if it is a site called chain or draw, rename the site or leave it out, draws.without(…)."
                .formatted(name));
      }
    }
  }

  private static <T> Map<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
