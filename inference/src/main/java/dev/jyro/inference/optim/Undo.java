package dev.jyro.inference.optim;

import dev.jyro.tensor.Leaf;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts leaves back to what they were, if what moves them fails on the way. */
final class Undo {
  private Undo() {}

  /** Runs the body; if it throws, these leaves have the numbers of before. */
  static void unlessDone(Collection<Leaf> leaves, Runnable body) {
    try (TensorScope scope = TensorScope.open()) {
      Map<Leaf, Tensor> before = new LinkedHashMap<>();
      leaves.forEach(leaf -> before.put(leaf, leaf.copy()));
      try {
        body.run();
      } catch (Throwable cause) { // a user's optimizer may throw what it does not declare
        before.forEach((leaf, numbers) -> putBack(leaf, numbers, cause));
        throw cause;
      }
    }
  }

  /** What goes wrong here comes with the cause, and does not keep the others from it. */
  private static void putBack(Leaf leaf, Tensor numbers, Throwable cause) {
    try {
      leaf.set(numbers);
    } catch (RuntimeException | Error e) {
      cause.addSuppressed(e);
    }
  }
}
