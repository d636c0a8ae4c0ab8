package dev.jyro.inference.interchange;

import dev.jyro.JyroException;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What an inference hands on, in ArviZ's words: groups of named variables, such as {@code
 * posterior} and {@code observed_data}, with named dimensions, labels and remarks.
 *
 * <pre>{@code
 * InferenceData data =
 *     InferenceData.now()
 *         .posterior(draws)
 *         .observedData(Map.of("y", y))
 *         .dims("theta", "school")
 *         .labels("school", "Choate", "Deerfield");
 * new ZarrStore(Path.of("out/schools.zarr")).write(data);
 * }</pre>
 *
 * <p>Dimensions that nobody names are {@code chain}, {@code draw}, {@code NAME_dim_0}, …, labelled
 * by number. Any group name may be given with {@link #with}; the methods are for those that ArviZ
 * knows.
 *
 * <p>Immutable; tensors outlive every scope; safe for any number of threads. Source: R. Kumar, C.
 * Carroll, A. Hartikainen and O. Martin, "ArviZ, a unified library for exploratory analysis of
 * Bayesian models in Python", 2019, and its page on the InferenceData schema.
 *
 * @param groups by name
 * @param attributes remarks on the whole; groups that are added get them too
 */
public record InferenceData(Map<String, Dataset> groups, Map<String, String> attributes) {
  /**
   * Keeps copies of the maps.
   *
   * @throws JyroException if a group's name is empty or has a slash
   */
  public InferenceData {
    groups.keySet().forEach(InferenceData::needName);
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** Nothing yet, made now. */
  public static InferenceData now() {
    return createdAt(Instant.now());
  }

  /** Nothing yet, made at this time: equal times and values give equal files. */
  public static InferenceData createdAt(Instant time) {
    Map<String, String> remarks = new LinkedHashMap<>();
    remarks.put(
        "created_at", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
    remarks.put("inference_library", "jyro");
    remarks.put("inference_library_version", version());
    return new InferenceData(Map.of(), remarks);
  }

  /** The same with draws of the posterior. */
  public InferenceData posterior(Draws draws) {
    return with("posterior", Dataset.of(draws));
  }

  /** The same with data drawn from the posterior. */
  public InferenceData posteriorPredictive(Draws draws) {
    return with("posterior_predictive", Dataset.of(draws));
  }

  /** The same with draws of the prior. */
  public InferenceData prior(Draws draws) {
    return with("prior", Dataset.of(draws));
  }

  /** The same with data drawn from the prior. */
  public InferenceData priorPredictive(Draws draws) {
    return with("prior_predictive", Dataset.of(draws));
  }

  /** The same with what a sampler says of each draw, such as {@code diverging} or {@code lp}. */
  public InferenceData sampleStats(Draws statistics) {
    return with("sample_stats", Dataset.of(statistics));
  }

  /** The same with the log density of each observation under each draw, in nats. */
  public InferenceData logLikelihood(Draws densities) {
    return with("log_likelihood", Dataset.of(densities));
  }

  /** The same with the data that were observed; the tensors leave their scopes. */
  public InferenceData observedData(Map<String, Tensor> data) {
    return with("observed_data", Dataset.of(data));
  }

  /** The same with data that are not modelled, such as inputs; the tensors leave their scopes. */
  public InferenceData constantData(Map<String, Tensor> data) {
    return with("constant_data", Dataset.of(data));
  }

  /** The same with this group, in place of one of this name. */
  public InferenceData with(String name, Dataset group) {
    Map<String, Dataset> all = new LinkedHashMap<>(groups);
    all.put(name, group.remarked(attributes));
    return new InferenceData(all, attributes);
  }

  /**
   * The same with other names for the dimensions of a variable, in all groups that have it; those
   * of chains and draws are left out.
   *
   * @throws JyroException if no group has it, or as {@link Dataset#dims}
   */
  public InferenceData dims(String variable, String... dims) {
    return changed(
        "variable '%s'".formatted(variable),
        group -> group.variables().containsKey(variable),
        group -> group.dims(variable, dims));
  }

  /**
   * The same with these labels along a dimension, in all groups that have it.
   *
   * @throws JyroException if no group has it, or as {@link Dataset#labels}
   */
  public InferenceData labels(String dim, String... labels) {
    return labels(dim, Values.of(labels));
  }

  /**
   * The same with these labels along a dimension, in all groups that have it.
   *
   * @throws JyroException if no group has it, or as {@link Dataset#labels}
   */
  public InferenceData labels(String dim, Values labels) {
    return changed(
        "dimension '%s'".formatted(dim),
        group -> group.hasDim(dim),
        group -> group.labels(dim, labels));
  }

  /**
   * The group of this name.
   *
   * @throws JyroException if there is none; the message lists those that there are
   */
  public Dataset group(String name) {
    Dataset found = groups.get(name);
    if (found == null) {
      throw new JyroException(
          "There is no group '%s'. There are: %s.".formatted(name, groups.keySet()));
    }
    return found;
  }

  /**
   * The draws in a group.
   *
   * @throws JyroException if there is no such group, or if it holds what are no draws
   */
  public Draws draws(String name) {
    return group(name).draws();
  }

  @Override
  public String toString() {
    return groups.entrySet().stream()
        .map(each -> "%s %s".formatted(each.getKey(), each.getValue().variables().keySet()))
        .collect(Collectors.joining("\n"));
  }

  private InferenceData changed(
      String what, Predicate<Dataset> having, UnaryOperator<Dataset> change) {
    List<String> names = groups.keySet().stream().filter(g -> having.test(group(g))).toList();
    if (names.isEmpty()) {
      throw new JyroException(
          "No group has a %s. There are:\n%s\nFix: add the group first.".formatted(what, this));
    }
    Map<String, Dataset> all = new LinkedHashMap<>(groups);
    names.forEach(name -> all.put(name, change.apply(group(name))));
    return new InferenceData(all, attributes);
  }

  private static void needName(String group) {
    if (group.isEmpty() || group.contains("/")) {
      throw new JyroException(
          "A group named '%s'. Needed: a name without a slash.".formatted(group));
    }
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = ParamStore.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
