package dev.jyro.inference.graph;

import io.vavr.collection.List;

/** A language for graphs: what each thing is in it, in whole lines. */
interface Syntax {
  /** What the text begins with. */
  List<String> opening();

  /** A node, where it stands. */
  String node(Node node, String id);

  /** The beginning of a plate, up to its nodes. */
  List<String> plate(PlateBox plate, String id);

  /** The end of a plate. */
  String plateEnd();

  /** An edge. */
  String edge(Edge edge, String from, String to);

  /** What the text ends with. */
  List<String> closing();
}
