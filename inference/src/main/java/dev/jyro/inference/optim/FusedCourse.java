package dev.jyro.inference.optim;

import dev.jyro.JyroException;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.FusedUpdates.Moments;
import dev.jyro.tensor.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A course of one of our own optimizers: something kept for each leaf, one fused call a step. */
final class FusedCourse implements Planned {
  private final LearningRate rate;
  private final Update update;
  private final Memory empty;
  private Memory memory;
  private int steps;

  /** The fused call that makes the difference between optimizers. */
  @FunctionalInterface
  interface Update {
    void run(List<Leaf> leaves, List<Moments> moments, double rate);
  }

  /**
   * A course at its start.
   *
   * @param empty what is remembered, of no leaf yet
   */
  FusedCourse(Memory empty, LearningRate rate, Update update) {
    this.empty = empty;
    this.memory = empty;
    this.rate = rate;
    this.update = update;
  }

  @Override
  public Runnable planned(Map<String, Leaf> leaves) {
    leaves.forEach(FusedCourse::needGradient);
    double now = Hyper.rate(rate.at(Hyper.countable(steps)));
    List<Leaf> moved = new ArrayList<>(leaves.values());
    Memory.Excerpt excerpt = memory.of(leaves);
    return () -> {
      memory.keep(excerpt);
      update.run(moved, excerpt.moments(), now);
      steps++;
    };
  }

  @Override
  public State state(Map<String, Leaf> leaves) {
    return new State(memory.kind(), steps, memory.remembered(leaves));
  }

  @Override
  public void restore(State state, Map<String, Leaf> leaves) {
    memory = empty.restored(state, leaves);
    steps = state.steps();
  }

  /** Complains about a leaf at which no gradient has arrived. */
  static void needGradient(String name, Leaf leaf) {
    if (!FusedUpdates.touched(leaf)) {
      throw new JyroException(
          "'%s': no gradient has arrived. Needed: one at each parameter of the step. Fix: leave it out of the step."
              .formatted(name));
    }
  }
}
