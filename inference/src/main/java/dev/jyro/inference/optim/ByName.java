package dev.jyro.inference.optim;

import dev.jyro.tensor.Leaf;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** A course in which each parameter's name decides by which optimizer it goes. */
final class ByName implements Optimizer.Course {
  private final Function<String, Optimizer> choice;
  private final Map<String, Optimizer> chosen = new HashMap<>();
  private final Map<Optimizer, Optimizer.Course> courses = new LinkedHashMap<>();
  private int steps;

  ByName(Function<String, Optimizer> choice) {
    this.choice = choice;
  }

  /** Every course counts every step, so that their schedules stay level. */
  @Override
  public void step(Map<String, Leaf> leaves) {
    Map<Optimizer, Map<String, Leaf>> groups = new LinkedHashMap<>();
    leaves.forEach(
        (name, leaf) -> {
          Optimizer optimizer = chosen.computeIfAbsent(name, choice);
          groups.computeIfAbsent(optimizer, o -> new LinkedHashMap<>()).put(name, leaf);
        });
    groups.keySet().forEach(optimizer -> courses.computeIfAbsent(optimizer, this::caughtUp));
    courses.forEach((optimizer, course) -> course.step(groups.getOrDefault(optimizer, Map.of())));
    steps++;
  }

  private Optimizer.Course caughtUp(Optimizer optimizer) {
    Optimizer.Course course = optimizer.start();
    for (int step = 0; step < steps; step++) {
      course.step(Map.of());
    }
    return course;
  }
}
