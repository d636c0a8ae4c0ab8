package dev.jyro.inference.graph;

import io.vavr.collection.List;
import java.util.StringJoiner;

/** A graph in a language: nodes and plates from the outside in, then the edges. */
final class Drawing {
  private static final String NODE = "n_";

  /** Graphviz draws a box around a subgraph if its name begins so. */
  private static final String PLATE = "cluster_";

  private final ModelGraph graph;
  private final Syntax syntax;
  private final Identifiers<String> nodes = new Identifiers<>(NODE);
  private final Identifiers<List<String>> plates = new Identifiers<>(PLATE);
  private final StringJoiner lines = new StringJoiner("\n", "", "\n");

  Drawing(ModelGraph graph, Syntax syntax) {
    this.graph = graph;
    this.syntax = syntax;
  }

  String text() {
    syntax.opening().forEach(lines::add);
    contents(List.empty());
    graph.edges().forEach(this::edge);
    syntax.closing().forEach(lines::add);
    return lines.toString();
  }

  private void contents(List<String> path) {
    graph
        .nodes()
        .filter(node -> node.plates().equals(path))
        .forEach(node -> write(path.size(), syntax.node(node, id(node.name()))));
    graph.plates().filter(plate -> plate.path().init().equals(path)).forEach(this::plate);
  }

  private void plate(PlateBox plate) {
    int depth = plate.path().size() - 1;
    String id = plates.of(plate.path(), plate.path().mkString("_"));
    List<String> head = syntax.plate(plate, id);
    write(depth, head.head());
    head.tail().forEach(line -> write(depth + 1, line));
    contents(plate.path());
    write(depth, syntax.plateEnd());
  }

  private void edge(Edge edge) {
    write(0, syntax.edge(edge, id(edge.from()), id(edge.to())));
  }

  private String id(String node) {
    return nodes.of(node, node);
  }

  private void write(int depth, String line) {
    lines.add("  ".repeat(depth + 1) + line);
  }
}
