package dev.jyro.inference.graph;

/**
 * That one node was computed from another, with no third one between.
 *
 * @param from the name of the earlier node
 * @param to the name of the later one
 * @param kind how it is known
 */
public record Edge(String from, String to, Kind kind) {

  /** How an edge is known. */
  public enum Kind {
    /** Operations lead from the one to the other. */
    COMPUTED,
    /** The program had read the one's numbers into Java, and may have used them for the other. */
    READ
  }
}
