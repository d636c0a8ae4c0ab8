package dev.jyro.inference.optim;

import dev.jyro.tensor.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An optimizer that gets clipped gradients. Clipping remembers nothing: the state is the
 * optimizer's own.
 *
 * @param clips in the order in which they are applied
 */
record Clipped(Optimizer optimizer, List<Clip> clips) implements Optimizer {
  /** One clip more, after those that there are. */
  static Clipped of(Optimizer optimizer, Clip clip) {
    List<Clip> clips = new ArrayList<>();
    Optimizer inner = optimizer;
    if (optimizer instanceof Clipped before) {
      clips.addAll(before.clips);
      inner = before.optimizer;
    }
    clips.add(clip);
    return new Clipped(inner, List.copyOf(clips));
  }

  @Override
  public Course start() {
    Course course = optimizer.start();
    return course instanceof Planned own ? new OfOwn(own, clips) : new OfForeign(course, clips);
  }

  /** Of an optimizer whose steps fail before they change anything. */
  private record OfOwn(Planned course, List<Clip> clips) implements Planned {
    @Override
    public Runnable planned(Map<String, Leaf> leaves) {
      Runnable plan = course.planned(leaves);
      return () -> {
        clip(clips, leaves);
        plan.run();
      };
    }

    @Override
    public State state(Map<String, Leaf> leaves) {
      return course.state(leaves);
    }

    @Override
    public void restore(State state, Map<String, Leaf> leaves) {
      course.restore(state, leaves);
    }
  }

  /** Of any other. */
  private record OfForeign(Course course, List<Clip> clips) implements Course {
    @Override
    public void step(Map<String, Leaf> leaves) {
      clip(clips, leaves);
      course.step(leaves);
    }

    @Override
    public State state(Map<String, Leaf> leaves) {
      return course.state(leaves);
    }

    @Override
    public void restore(State state, Map<String, Leaf> leaves) {
      course.restore(state, leaves);
    }
  }

  private static void clip(List<Clip> clips, Map<String, Leaf> leaves) {
    clips.forEach(clip -> clip.apply(new ArrayList<>(leaves.values())));
  }
}
