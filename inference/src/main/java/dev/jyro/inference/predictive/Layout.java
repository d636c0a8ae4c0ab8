package dev.jyro.inference.predictive;

import ai.djl.ndarray.types.Shape;
import io.vavr.control.Option;
import java.util.Map;

/**
 * Where the draws' dimension is, side by side: outside of those that the programs' plates take.
 *
 * @param nesting how many batch dimensions the programs' plates take
 * @param alone the shapes of deterministic values in a run of a single draw, if there was one
 */
record Layout(int nesting, Map<String, Shape> alone) {
  /** As the caller says. */
  static Layout told(int nesting) {
    return new Layout(nesting, Map.of());
  }

  /** The shape of a deterministic value for one draw. */
  Option<Shape> shape(String name) {
    return Option.of(alone.get(name));
  }
}
