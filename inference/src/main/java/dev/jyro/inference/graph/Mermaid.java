package dev.jyro.inference.graph;

import io.vavr.collection.List;

/** Mermaid's flow charts. */
final class Mermaid implements Syntax {
  private static final String HARMLESS = " ,(/=";
  private static final String HARMLESS_IN_WORDS = "._-";
  private static final String HARMLESS_BEFORE_SPACE = ":~";

  @Override
  public List<String> opening() {
    return List.of("flowchart TD");
  }

  @Override
  public String node(Node node, String id) {
    String label = quoted(node.label());
    return switch (node.kind()) {
      case LATENT -> "%s([%s])".formatted(id, label);
      case OBSERVED -> "%s([%s]):::observed".formatted(id, label);
      case FACTOR -> "%s[%s]:::factor".formatted(id, label);
      case DETERMINISTIC -> "%s([%s]):::deterministic".formatted(id, label);
      case PARAMETER -> "%s[%s]:::parameter".formatted(id, label);
      case MODULE -> "%s(%s)".formatted(id, label);
    };
  }

  @Override
  public List<String> plate(PlateBox plate, String id) {
    return List.of("subgraph %s[%s]".formatted(id, quoted(plate.label())));
  }

  @Override
  public String plateEnd() {
    return "end";
  }

  @Override
  public String edge(Edge edge, String from, String to) {
    String arrow = edge.kind() == Edge.Kind.READ ? "-.->" : "-->";
    return "%s %s %s".formatted(from, arrow, to);
  }

  @Override
  public List<String> closing() {
    return List.of(
        "  classDef observed fill:#ccc,color:#000",
        "  classDef factor fill:#000,color:#fff",
        "  classDef deterministic stroke-dasharray:4",
        "  classDef parameter fill:none,stroke:none");
  }

  /**
   * All that could be Mermaid's, Markdown's or HTML's own goes by number: quotes, comments, lists.
   */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      int next = i + 1 < characters.length ? characters[i + 1] : '"';
      quoted.append(escaped(characters[i], next));
    }
    return quoted.append('"').toString();
  }

  private static String escaped(int character, int next) {
    if (isHarmless(character, next)) {
      return Character.toString(character);
    }
    return character == '\n' ? "<br/>" : "#" + character + ";";
  }

  private static boolean isHarmless(int character, int next) {
    return Character.isLetterOrDigit(character)
        || HARMLESS.indexOf(character) >= 0
        || (HARMLESS_IN_WORDS.indexOf(character) >= 0 && Character.isLetterOrDigit(next))
        || (HARMLESS_BEFORE_SPACE.indexOf(character) >= 0 && next == ' ')
        || (character == ')' && next != ' ');
  }
}
