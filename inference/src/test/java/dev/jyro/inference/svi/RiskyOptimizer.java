package dev.jyro.inference.svi;

import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.State;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** A user's optimizer that promises what it does not keep: it may fail between two parameters. */
record RiskyOptimizer(Mine mine) implements Optimizer {
  @Override
  public Course start() {
    return new Descent(mine);
  }

  private record Descent(Mine mine) implements Course {
    @Override
    public void step(Map<String, Leaf> leaves) {
      leaves.values().forEach(this::move);
      FusedUpdates.zero(List.copyOf(leaves.values()));
      mine.pass("the end of an optimizer's step");
    }

    private void move(Leaf leaf) {
      mine.pass("an optimizer");
      Tensor down = leaf.gradient().get().mul(0.01);
      leaf.set(Gradients.paused(() -> leaf.value().detach().sub(down)));
    }

    @Override
    public State state(Map<String, Leaf> leaves) {
      return new State("RiskyOptimizer", 0, Map.of());
    }

    @Override
    public void restore(State state, Map<String, Leaf> leaves) {
      mine.pass("restoring");
    }
  }
}
