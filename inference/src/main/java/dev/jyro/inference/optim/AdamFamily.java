package dev.jyro.inference.optim;

import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.FusedUpdates.AdamSettings;
import dev.jyro.tensor.FusedUpdates.Moments;
import dev.jyro.tensor.Leaf;
import io.vavr.collection.Map;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntFunction;

/** A course of Adam or one of its kin: moments for each leaf, one fused call a step. */
final class AdamFamily implements Optimizer.Course {
  private final IntFunction<AdamSettings> settings;
  private final Rule rule;
  private final java.util.Map<String, Moments> moments = new HashMap<>();
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
    List<Leaf> values = new ArrayList<>(leaves.size());
    List<Moments> kept = new ArrayList<>(leaves.size());
    leaves.forEach(
        (name, leaf) -> {
          values.add(leaf);
          kept.add(moments.computeIfAbsent(name, n -> Moments.zero(leaf)));
        });
    rule.apply(values, kept, settings.apply(steps));
    steps++;
  }

  /** Plain Adam's rule. */
  static Rule adam() {
    return FusedUpdates::adam;
  }
}
