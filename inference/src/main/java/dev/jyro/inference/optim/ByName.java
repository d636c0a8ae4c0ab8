package dev.jyro.inference.optim;

import dev.jyro.tensor.Leaf;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.util.HashMap;
import java.util.function.Function;

/** A course in which each parameter's name decides by which optimizer it goes. */
final class ByName implements Optimizer.Course {
  private final Function<String, Optimizer> choice;
  private final java.util.Map<String, Optimizer> chosen = new HashMap<>();
  private final java.util.Map<Optimizer, Optimizer.Course> courses =
      new java.util.LinkedHashMap<>();
  private int steps;

  ByName(Function<String, Optimizer> choice) {
    this.choice = choice;
  }

  /** Every course counts every step, so that their schedules stay level. */
  @Override
  public void step(Map<String, Leaf> leaves) {
    Map<Optimizer, Map<String, Leaf>> groups =
        Map.narrow(leaves.groupBy(each -> chosen.computeIfAbsent(each._1, choice)));
    groups.keySet().forEach(optimizer -> courses.computeIfAbsent(optimizer, this::caughtUp));
    courses.forEach(
        (optimizer, course) -> course.step(groups.get(optimizer).getOrElse(LinkedHashMap.empty())));
    steps++;
  }

  private Optimizer.Course caughtUp(Optimizer optimizer) {
    Optimizer.Course course = optimizer.start();
    for (int step = 0; step < steps; step++) {
      course.step(LinkedHashMap.empty());
    }
    return course;
  }
}
