package dev.jyro.inference.svi;

import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.State;
import dev.jyro.tensor.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gives away the course of training that it begins, to look at what that remembers. */
final class WatchedOptimizer implements Optimizer {
  private final Optimizer watched;
  private final List<Course> begun = new ArrayList<>();

  WatchedOptimizer(Optimizer watched) {
    this.watched = watched;
  }

  @Override
  public Course start() {
    begun.add(watched.start());
    return begun.get(0);
  }

  /** All that the course remembers of these parameters. */
  Map<String, Object> remembered(Map<String, Leaf> leaves) {
    Map<String, Object> all = new LinkedHashMap<>();
    State state = begun.get(0).state(leaves);
    all.put("steps", state.steps());
    state.parameters().forEach((name, each) -> all.put("of " + name, remembered(each)));
    return all;
  }

  private static Map<String, Object> remembered(State.Remembered parameter) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("steps", parameter.steps());
    parameter
        .tensors()
        .forEach(
            (name, tensor) -> all.put(name, Arrays.stream(tensor.toDoubles()).boxed().toList()));
    return all;
  }
}
