package dev.jyro.inference.optim;

import dev.jyro.JyroException;
import dev.jyro.tensor.ForeignUpdates;
import dev.jyro.tensor.Leaf;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Any optimizer of DJL's; see {@link Optimizer#of}. */
record DjlOptimizer(Supplier<? extends ai.djl.training.optimizer.Optimizer> made)
    implements Optimizer {
  @Override
  public Course start() {
    return new Foreign(made.get());
  }

  private static final class Foreign implements Course {
    private final ai.djl.training.optimizer.Optimizer optimizer;
    private final Map<String, Known> known = new HashMap<>();

    Foreign(ai.djl.training.optimizer.Optimizer optimizer) {
      this.optimizer = optimizer;
    }

    private record Known(Leaf leaf, int generation) {
      String id(String name) {
        return generation == 0 ? name : name + "#" + generation;
      }
    }

    @Override
    public void step(Map<String, Leaf> leaves) {
      leaves.forEach(FusedCourse::needGradient);
      Map<String, Leaf> byId = new LinkedHashMap<>();
      leaves.forEach((name, leaf) -> byId.put(id(name, leaf), leaf));
      Undo.unlessDone(leaves.values(), () -> ForeignUpdates.apply(optimizer, byId));
    }

    @Override
    public void stepOrUndo(Map<String, Leaf> leaves) {
      step(leaves);
    }

    @Override
    public State state(Map<String, Leaf> leaves) {
      throw closed();
    }

    @Override
    public void restore(State state, Map<String, Leaf> leaves) {
      throw closed();
    }

    /** A leaf in the place of another gets an id of its own: what DJL keeps may not fit it. */
    private String id(String name, Leaf leaf) {
      Known now = known.merge(name, new Known(leaf, 0), Foreign::next);
      return now.id(name);
    }

    private static Known next(Known before, Known now) {
      return before.leaf == now.leaf ? before : new Known(now.leaf, before.generation + 1);
    }

    private JyroException closed() {
      return new JyroException(
          "DJL's %s keeps what it remembers to itself, so a training with it cannot be resumed. Fix: use an optimizer of dev.jyro.inference.optim."
              .formatted(optimizer.getClass().getSimpleName()));
    }
  }
}
