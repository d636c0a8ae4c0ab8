package dev.jyro.inference.graph;

import io.vavr.collection.List;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The edges so far, each from an earlier node to a later one. */
final class Edges {
  private final ArrayList<Edge> edges = new ArrayList<>();
  private final Map<String, Set<String>> before = new HashMap<>();

  List<Edge> all() {
    return List.ofAll(edges);
  }

  /**
   * Leads edges to a new node.
   *
   * @param nodes the nodes so far, in order
   * @param computed from which of them operations lead to it
   * @param read which of them the program has read
   */
  void lead(String to, Set<String> nodes, Set<String> computed, Set<String> read) {
    Set<String> reached = new HashSet<>();
    nodes.stream()
        .filter(computed::contains)
        .forEach(from -> lead(new Edge(from, to, Edge.Kind.COMPUTED), reached));
    java.util.List<String> latestFirst = new ArrayList<>(nodes);
    Collections.reverse(latestFirst);
    for (String from : latestFirst) {
      if (read.contains(from) && !reached.contains(from)) {
        lead(new Edge(from, to, Edge.Kind.READ), reached);
      }
    }
    before.put(to, reached);
  }

  private void lead(Edge edge, Set<String> reached) {
    edges.add(edge);
    reached.add(edge.from());
    reached.addAll(before.getOrDefault(edge.from(), Set.of()));
  }
}
