package dev.jyro.inference.optim;

import dev.jyro.tensor.FusedUpdates.AdamSettings;
import dev.jyro.tensor.FusedUpdates.Moments;
import dev.jyro.tensor.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** A course of Adam or one of its kin: moments for each leaf, one fused call a step. */
final class AdamFamily implements Optimizer.Course {
  private final IntFunction<AdamSettings> settings;
  private final Rule rule;
  private final Memory<Moments> moments = new Memory<>(Moments::zero);
  private int steps;

  /** The fused update that makes the difference between the members. */
  @FunctionalInterface
  interface Rule {
    void apply(List<Leaf> leaves, List<Moments> moments, AdamSettings settings);
  }

  AdamFamily(IntFunction<AdamSettings> settings, Rule rule) {
    this.settings = settings;
    this.rule = rule;
  }

  @Override
  public void step(Map<String, Leaf> leaves) {
    rule.apply(new ArrayList<>(leaves.values()), moments.of(leaves), settings.apply(steps));
    steps++;
  }
}
