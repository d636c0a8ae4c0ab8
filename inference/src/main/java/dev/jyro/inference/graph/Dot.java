package dev.jyro.inference.graph;

import io.vavr.collection.List;

/** Graphviz's language. */
final class Dot implements Syntax {
  @Override
  public List<String> opening() {
    return List.of("digraph model {", "  node [fontname=\"sans-serif\"];");
  }

  @Override
  public String node(Node node, String id) {
    return "%s [%s%s];".formatted(id, label(node), style(node.kind()));
  }

  /** The name of a factor stands beside it. */
  private static String label(Node node) {
    String text = quoted(node.label());
    return node.kind() == Node.Kind.FACTOR ? "label=\"\", xlabel=" + text : "label=" + text;
  }

  private static String style(Node.Kind kind) {
    return switch (kind) {
      case LATENT -> "";
      case OBSERVED -> ", style=filled, fillcolor=lightgrey";
      case FACTOR -> ", shape=square, width=0.2, style=filled, fillcolor=black";
      case DETERMINISTIC -> ", style=dashed";
      case PARAMETER -> ", shape=plaintext";
      case MODULE -> ", shape=box, style=rounded";
    };
  }

  @Override
  public List<String> plate(PlateBox plate, String id) {
    return List.of(
        "subgraph %s {".formatted(id),
        "label=%s; labelloc=b; labeljust=r; fontname=\"sans-serif\";"
            .formatted(quoted(plate.label())));
  }

  @Override
  public String plateEnd() {
    return "}";
  }

  @Override
  public String edge(Edge edge, String from, String to) {
    String style = edge.kind() == Edge.Kind.READ ? " [style=dashed]" : "";
    return "%s -> %s%s;".formatted(from, to, style);
  }

  @Override
  public List<String> closing() {
    return List.of("}");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(character -> quoted.append(escaped(character)));
    return quoted.append('"').toString();
  }

  /** In labels a backslash begins an escape, and an ampersand an HTML entity. */
  private static String escaped(int character) {
    return switch (character) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '&' -> "&amp;";
      default -> Character.isISOControl(character) ? " " : Character.toString(character);
    };
  }
}
