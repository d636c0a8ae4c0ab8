package dev.jyro.inference.optim;

import dev.jyro.JyroException;
import dev.jyro.inference.optim.State.Remembered;
import dev.jyro.tensor.FusedUpdates.Moments;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an optimizer remembers of each leaf between steps. A leaf that took the place of another of
 * its name starts anew: its shape, and what its numbers mean, may be others.
 */
final class Memory {
  private final String kind;
  private final double start;
  private final List<String> tensors;
  private final Map<String, Kept> kept = new HashMap<>();

  private Memory(String kind, double start, List<String> tensors) {
    this.kind = kind;
    this.start = start;
    this.tensors = tensors;
  }

  private record Kept(Leaf leaf, Moments moments) {}

  /** What is remembered of some leaves, by name; new moments among it are not kept yet. */
  static final class Excerpt {
    private final Map<String, Kept> all = new LinkedHashMap<>();

    /** The moments, in the order of the leaves. */
    List<Moments> moments() {
      return all.values().stream().map(Kept::moments).toList();
    }
  }

  /** An empty memory, for a kind of optimizer that keeps tensors of these names, zero at first. */
  static Memory of(String kind, String... tensors) {
    return startingAt(0, kind, tensors);
  }

  /** An empty memory, for a kind of optimizer that keeps tensors which start with this number. */
  static Memory startingAt(double start, String kind, String... tensors) {
    return new Memory(kind, start, List.of(tensors));
  }

  String kind() {
    return kind;
  }

  /** What is remembered of these leaves, in their order; changes nothing, and makes what is new. */
  Excerpt of(Map<String, Leaf> leaves) {
    Excerpt excerpt = new Excerpt();
    leaves.forEach((name, leaf) -> excerpt.all.put(name, kept(name, leaf)));
    return excerpt;
  }

  /** From here on this is what is remembered of those leaves. */
  void keep(Excerpt excerpt) {
    kept.putAll(excerpt.all);
  }

  /** All that is remembered of these leaves, copied, by name. */
  Map<String, Remembered> remembered(Map<String, Leaf> leaves) {
    Map<String, Remembered> all = new TreeMap<>();
    kept.forEach(
        (name, each) -> {
          if (each.leaf == leaves.get(name)) {
            all.put(name, remembered(each.moments));
          }
        });
    return all;
  }

  /**
   * A memory of what a state says of these leaves.
   *
   * @throws JyroException if the state is another kind of optimizer's, or of other shapes
   */
  Memory restored(State state, Map<String, Leaf> leaves) {
    Misfits.check(kind, tensors, state, leaves);
    Memory restored = new Memory(kind, start, tensors);
    leaves.forEach(
        (name, leaf) -> {
          Remembered found = state.parameters().get(name);
          if (found != null) {
            List<Tensor> all = List.copyOf(found.tensors().values());
            restored.kept.put(name, new Kept(leaf, Moments.copyOf(found.steps(), all)));
          }
        });
    return restored;
  }

  private Kept kept(String name, Leaf leaf) {
    Kept known = kept.get(name);
    if (known != null && known.leaf == leaf) {
      return known;
    }
    double[] starts = tensors.stream().mapToDouble(each -> start).toArray();
    return new Kept(leaf, Moments.of(leaf, starts));
  }

  private Remembered remembered(Moments moments) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    List<Tensor> all = moments.copies();
    for (int i = 0; i < all.size(); i++) {
      copies.put(tensors.get(i), all.get(i));
    }
    return new Remembered(kind, moments.steps(), copies);
  }
}
