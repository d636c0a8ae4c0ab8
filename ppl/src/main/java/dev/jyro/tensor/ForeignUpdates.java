package dev.jyro.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.training.optimizer.Optimizer;
import dev.jyro.JyroException;
import java.lang.ref.Reference;
import java.util.Map;

/**
 * One step of an optimizer of DJL's, one leaf after the other, in place.
 *
 * <p>It reads the gradients that have arrived, updates the leaves, and leaves the gradients zero.
 * The optimizer sees the leaf's own numbers and a copy of its gradient. What it keeps between steps
 * is its own, in memory that DJL does not free.
 */
public final class ForeignUpdates {
  private ForeignUpdates() {}

  /**
   * Moves the leaves.
   *
   * @param leaves by the ids under which the optimizer keeps what it remembers of each; all have
   *     received a gradient
   * @throws JyroException if the optimizer throws; leaves before that one have moved
   */
  public static void apply(Optimizer optimizer, Map<String, Leaf> leaves) {
    try (PtNDManager manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager()) {
      leaves.forEach((id, leaf) -> update(optimizer, manager, id, leaf));
    }
    leaves.values().forEach(Leaf::use);
  }

  private static void update(Optimizer optimizer, PtNDManager manager, String id, Leaf leaf) {
    PtNDArray gradient = new PtNDArray(manager, Memory.clone(leaf.sum()));
    PtNDArray weight = new PtNDArray(manager, leaf.value().address());
    NDScope.unregister(weight); // or the caller's NDScope would free our memory
    try {
      optimizer.update(id, weight, gradient);
    } catch (RuntimeException e) {
      throw new JyroException(
          "DJL's %s failed at parameter '%s', shape %s. Found: %s."
              .formatted(optimizer.getClass().getSimpleName(), id, leaf.value().shape(), e),
          e);
    } finally {
      weight.detach();
      Reference.reachabilityFence(leaf);
    }
  }
}
