package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much more a training puts up with, and how far it goes in a step. */
final class Patience {
  private final NonFinite policy;
  private double pace = 1;
  private int skipped;
  private int inARow;

  Patience(NonFinite policy) {
    this.policy = policy;
  }

  /** Goes on from where another stood. */
  void resume(double savedPace, int savedSkipped, int savedInARow) {
    pace = savedPace;
    skipped = savedSkipped;
    inARow = savedInARow;
  }

  /** What each update is multiplied with. */
  double pace() {
    return pace;
  }

  /** How many steps were skipped in all. */
  int skipped() {
    return skipped;
  }

  /** How many of them just now. */
  int inARow() {
    return inARow;
  }

  /** Whether a bad gradient would be skipped, and so must be seen. */
  boolean isForgiving() {
    return policy.kind() != NonFinite.Kind.FAIL;
  }

  /** A step was good. */
  void restored() {
    inARow = 0;
  }

  /** A step is to be skipped; throws the error if it is one too many. */
  void bear(JyroException e) {
    boolean halves = policy.kind() == NonFinite.Kind.HALVE;
    if (!isForgiving() || (halves ? skipped : inARow) >= policy.atMost()) {
      if (skipped > 0) {
        e.add("Skipped before:", "%d steps, %d of them just now".formatted(skipped, inARow));
      }
      throw e;
    }
    skipped++;
    inARow++;
    pace *= halves ? 0.5 : 1;
  }

  /** Moves the leaves as far as the optimizer does, times the pace. */
  void move(Optimizer.Course course, Map<String, Leaf> leaves) {
    if (pace == 1) {
      course.stepOrUndo(leaves);
    } else {
      moveSlowly(course, leaves);
    }
  }

  private void moveSlowly(Optimizer.Course course, Map<String, Leaf> leaves) {
    try (TensorScope scope = TensorScope.open()) {
      Map<Leaf, Tensor> before = new LinkedHashMap<>();
      leaves.values().forEach(leaf -> before.put(leaf, leaf.copy()));
      course.stepOrUndo(leaves);
      Gradients.paused(
          () -> {
            before.forEach(
                (leaf, was) -> leaf.set(was.add(leaf.value().detach().sub(was).mul(pace))));
            return scope;
          });
    }
  }
}
