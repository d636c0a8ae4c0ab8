package dev.jyro.inference.optim;

import dev.jyro.inference.optim.State.Remembered;
import dev.jyro.tensor.Leaf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A course in which each parameter's name decides by which optimizer it goes. */
final class ByName implements Planned {
  private static final String KIND = "ByName";

  private final Function<String, Optimizer> choice;
  private final Map<String, Optimizer> chosen = new HashMap<>();
  private Map<Optimizer, Optimizer.Course> courses = new LinkedHashMap<>();
  private int steps;

  ByName(Function<String, Optimizer> choice) {
    this.choice = choice;
  }

  /** Every course counts every step, so that their schedules stay level. */
  @Override
  public Runnable planned(Map<String, Leaf> leaves) {
    int next = Hyper.countable(steps) + 1;
    Map<Optimizer, Map<String, Leaf>> groups = grouped(leaves);
    groups.keySet().forEach(optimizer -> courses.computeIfAbsent(optimizer, this::caughtUp));
    List<Runnable> own = new ArrayList<>();
    List<Runnable> foreign = new ArrayList<>();
    courses.forEach(
        (optimizer, course) -> {
          Map<String, Leaf> group = groups.getOrDefault(optimizer, Map.of());
          if (course instanceof Planned planned) {
            own.add(planned.planned(group));
          } else {
            foreign.add(() -> course.step(group));
          }
        });
    return () -> {
      runAll(foreign, leaves);
      own.forEach(Runnable::run);
      steps = next;
    };
  }

  @Override
  public State state(Map<String, Leaf> leaves) {
    Map<String, Remembered> all = new TreeMap<>();
    courses.values().forEach(course -> all.putAll(course.state(leaves).parameters()));
    return new State(KIND, steps, all);
  }

  @Override
  public void restore(State state, Map<String, Leaf> leaves) {
    Misfits.needKind(KIND, state);
    Map<String, Remembered> present = new LinkedHashMap<>(state.parameters());
    present.keySet().retainAll(leaves.keySet());
    Map<Optimizer, Optimizer.Course> restored = new LinkedHashMap<>();
    grouped(present)
        .forEach(
            (optimizer, group) ->
                restored.put(optimizer, restored(optimizer, state.steps(), group, leaves)));
    courses = restored;
    steps = state.steps();
  }

  private static Optimizer.Course restored(
      Optimizer optimizer, int steps, Map<String, Remembered> group, Map<String, Leaf> leaves) {
    Optimizer.Course course = optimizer.start();
    course.restore(new State(course.state(Map.of()).optimizer(), steps, group), leaves);
    return course;
  }

  private <T> Map<Optimizer, Map<String, T>> grouped(Map<String, T> all) {
    Map<Optimizer, Map<String, T>> groups = new LinkedHashMap<>();
    all.forEach(
        (name, each) -> {
          Optimizer optimizer = chosen.computeIfAbsent(name, choice);
          groups.computeIfAbsent(optimizer, o -> new LinkedHashMap<>()).put(name, each);
        });
    return groups;
  }

  /** Ours are told how many steps there were; a file may say two thousand million. */
  private Optimizer.Course caughtUp(Optimizer optimizer) {
    Optimizer.Course course = optimizer.start();
    if (course instanceof Planned) {
      course.restore(new State(course.state(Map.of()).optimizer(), steps, Map.of()), Map.of());
      return course;
    }
    for (int step = 0; step < steps; step++) {
      course.step(Map.of());
    }
    return course;
  }

  /** Of courses that may fail in the middle: none before them has moved then. */
  private static void runAll(List<Runnable> foreign, Map<String, Leaf> leaves) {
    if (!foreign.isEmpty()) {
      Undo.unlessDone(leaves.values(), () -> foreign.forEach(Runnable::run));
    }
  }
}
