package dev.jyro.inference.optim;

import dev.jyro.tensor.Leaf;
import java.util.Map;

/** A course whose steps fail before they change anything, so that several can go together. */
interface Planned extends Optimizer.Course {
  /** Does all of a step that may fail, and changes nothing; what it returns does the rest. */
  Runnable planned(Map<String, Leaf> leaves);

  @Override
  default void step(Map<String, Leaf> leaves) {
    planned(leaves).run();
  }

  @Override
  default void stepOrUndo(Map<String, Leaf> leaves) {
    step(leaves);
  }
}
