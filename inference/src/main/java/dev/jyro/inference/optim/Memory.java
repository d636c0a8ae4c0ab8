package dev.jyro.inference.optim;

import dev.jyro.tensor.Leaf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What an optimizer remembers of each leaf between steps. A leaf that took the place of another of
 * its name starts anew: its shape, and what its numbers mean, may be others.
 */
final class Memory<S> {
  private final Function<Leaf, S> start;
  private final Map<String, Kept<S>> kept = new HashMap<>();

  /**
   * An empty memory.
   *
   * @param start what is remembered of a leaf before its first step
   */
  Memory(Function<Leaf, S> start) {
    this.start = start;
  }

  private record Kept<S>(Leaf leaf, S state) {}

  /** What is remembered of these leaves, in their order. */
  List<S> of(Map<String, Leaf> leaves) {
    List<S> states = new ArrayList<>(leaves.size());
    leaves.forEach((name, leaf) -> states.add(state(name, leaf)));
    return states;
  }

  private S state(String name, Leaf leaf) {
    Kept<S> known = kept.get(name);
    if (known != null && known.leaf == leaf) {
      return known.state;
    }
    S fresh = start.apply(leaf);
    kept.put(name, new Kept<>(leaf, fresh));
    return fresh;
  }
}
