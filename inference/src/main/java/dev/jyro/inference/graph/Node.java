package dev.jyro.inference.graph;

import io.vavr.collection.List;

/**
 * Something in a model's graph: a site, a parameter, or a network with all its weights.
 *
 * @param name the site's name; a network's is that of its module with {@code .*} behind it
 * @param kind what it is
 * @param law what is known of it: a sample site's distribution, such as {@code Normal(mu, 1)}, a
 *     parameter's constraint if it has one; else empty
 * @param plates the names of the plates around it, outermost first
 */
public record Node(String name, Kind kind, String law, List<String> plates) {

  /** What a node is. */
  public enum Kind {
    /** A sample site that is not data. */
    LATENT,
    /** A sample site that is data. */
    OBSERVED,
    /** A term of the log density without a value. */
    FACTOR,
    /** A computed value that was given a name. */
    DETERMINISTIC,
    /** A parameter of its own. */
    PARAMETER,
    /** All weights of a network. */
    MODULE
  }

  static final String ALL_WEIGHTS = ".*";

  /** What to write on it: {@code mu ~ Normal(0, 5)}, {@code scale: positive}, {@code decoder}. */
  public String label() {
    return switch (kind) {
      case LATENT, OBSERVED -> name + " ~ " + law;
      case PARAMETER -> law.isEmpty() ? name : name + ": " + law;
      case MODULE -> name.substring(0, name.length() - ALL_WEIGHTS.length());
      case FACTOR, DETERMINISTIC -> name;
    };
  }
}
