package dev.jyro.inference.graph;

import dev.jyro.effect.Frame;
import io.vavr.collection.List;

/**
 * A plate as the box around its nodes. A plate that stands alone and inside another is two boxes.
 *
 * @param path the names of the plates around it, outermost first, and its own
 * @param frame its dimension and size
 */
public record PlateBox(List<String> path, Frame frame) {

  /** What to write on it: {@code schools: 8}, {@code rows: 50 of 1000}, {@code t: 3, in turn}. */
  public String label() {
    String size =
        frame.size() == frame.fullSize()
            ? Long.toString(frame.size())
            : frame.size() + " of " + frame.fullSize();
    return path.last() + ": " + size + (frame.isVectorized() ? "" : ", in turn");
  }
}
